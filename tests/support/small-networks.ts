import type {
  Activation,
  Network,
  Operation,
  Padding,
  ValueId,
} from '../../src/exporters/network/types.ts';
import { IMAGE } from '../../src/exporters/network/types.ts';
import { normal, seededRandom } from '../../src/head/random.ts';
import type { Head } from '../../src/head/types.ts';

export interface SmallNetworkOptions {
  seed?: number;
  classes?: number;
  head?: 'linear' | 'hidden';
  /** Also product, affine and an average in mid-network: what MobileNet v3 needs and v1 and v2 do not. */
  rich?: boolean;
}

const SIZE = 224;

/**
 * A network with every kind of operation and padding that a MobileNet has, small enough to run by
 * `runNetwork`; with seeded weights of the size that training gives them.
 */
export function smallNetwork(options: SmallNetworkOptions = {}): Network {
  const { seed = 1, classes = 3, head: kind = 'linear', rich = false } = options;
  const random = seededRandom(seed);
  const values = (length: number, scale: number) =>
    Float32Array.from({ length }, () => normal(random) * scale);
  const operations: Operation[] = [];
  const add = (operation: Operation): ValueId => operations.push(operation) - 1;
  const shapeOf = (id: ValueId): Operation['shape'] =>
    id === IMAGE ? [SIZE, SIZE, 3] : (operations[id]?.shape ?? [0, 0, 0]);
  const name = () => `layer_${operations.length}`;

  const convolution = (
    input: ValueId,
    out: number,
    {
      kernel = 1,
      stride = 1,
      activation = 'relu6' as Activation,
      range = 1,
      padding = same(1, 1),
    } = {},
  ) => {
    const [height, width, channels] = shapeOf(input);
    return add({
      kind: 'convolution',
      name: name(),
      input,
      shape: [...placesAfter(height, width, kernel, stride, padding), out],
      kernelSize: [kernel, kernel],
      kernel: values(
        kernel * kernel * channels * out,
        1.5 / (range * Math.sqrt(kernel * kernel * channels)),
      ),
      bias: values(out, 0.5),
      stride: [stride, stride],
      padding,
      activation,
    });
  };
  const depthwise = (input: ValueId, stride: number, padding: Padding) => {
    const [height, width, channels] = shapeOf(input);
    return add({
      kind: 'depthwise',
      name: name(),
      input,
      shape: [...placesAfter(height, width, 3, stride, padding), channels],
      kernelSize: [3, 3],
      kernel: values(9 * channels, 0.5),
      bias: values(channels, 0.5),
      stride: [stride, stride],
      padding,
      activation: 'relu6',
    });
  };

  // Even height, stride 2, "same": nothing above and left, one row below and one column to the right.
  let at = convolution(IMAGE, 8, {
    kernel: 9,
    stride: 8,
    range: 60,
    padding: { top: 0, bottom: 1, left: 0, right: 1 },
  });
  at = depthwise(at, 1, same(3, 1));
  const narrow = convolution(at, 4, { activation: 'none' });
  at = convolution(narrow, 24);
  at = depthwise(at, 1, same(3, 1));
  at = convolution(at, 4, { activation: 'none' });
  at = add({
    kind: 'add',
    name: name(),
    inputs: [narrow, at],
    shape: shapeOf(at),
    activation: 'none',
  });
  at = convolution(at, 12, { activation: 'relu' });
  // Odd height (MobileNet v4): padding on all sides before a stride of 2.
  at = depthwise(at, 2, { top: 1, bottom: 1, left: 1, right: 1 });
  if (rich) {
    const shape = shapeOf(at);
    const gate = add({
      kind: 'affine',
      name: name(),
      input: at,
      shape,
      factor: values(shape[2], 1),
      offset: values(shape[2], 1),
      activation: 'relu6',
    });
    at = add({ kind: 'multiply', name: name(), inputs: [at, gate], shape, activation: 'none' });
    const mean = add({ kind: 'average', name: name(), input: at, shape: [1, 1, shape[2]] });
    const squeezed = convolution(mean, shape[2], { activation: 'relu6' });
    at = add({ kind: 'multiply', name: name(), inputs: [at, squeezed], shape, activation: 'none' });
  }
  at = convolution(at, 32);
  at = add({ kind: 'average', name: name(), input: at, shape: [1, 1, 32] });
  const embedding = at;
  const head = smallHead(kind, 32, classes, values);
  addHeadTo(operations, embedding, head);
  return { size: SIZE, centre: [127.5, 127.5, 127.5], operations, embedding, head };
}

/** A picture with edges and gradients: RGB, [224, 224, 3]. */
export function smallPicture(seed: number): Uint8Array<ArrayBuffer> {
  const random = seededRandom(seed);
  const [a, b, c, d] = [random(), random(), random(), random()];
  return Uint8Array.from({ length: SIZE * SIZE * 3 }, (_, at) => {
    const channel = at % 3;
    const x = Math.floor(at / 3) % SIZE;
    const y = Math.floor(at / 3 / SIZE);
    const wave = Math.sin((x * a + y * b) / 9 + channel) + (x > SIZE * c === y > SIZE * d ? 1 : -1);
    return 127.5 + 60 * wave;
  });
}

/** RGBA with alpha 255, as the app's crops are. */
export function asCrop(rgb: ArrayLike<number>): Uint8ClampedArray<ArrayBuffer> {
  return Uint8ClampedArray.from({ length: (rgb.length / 3) * 4 }, (_, at) =>
    at % 4 === 3 ? 255 : (rgb[Math.floor(at / 4) * 3 + (at % 4)] ?? 0),
  );
}

function same(kernel: number, stride: number): Padding {
  const all = kernel - stride;
  const before = Math.floor(all / 2);
  return { top: before, bottom: all - before, left: before, right: all - before };
}

function placesAfter(
  height: number,
  width: number,
  kernel: number,
  stride: number,
  padding: Padding,
): [number, number] {
  const places = (length: number, extra: number) =>
    Math.floor((length + extra - kernel) / stride) + 1;
  return [
    places(height, padding.top + padding.bottom),
    places(width, padding.left + padding.right),
  ];
}

function smallHead(
  kind: 'linear' | 'hidden',
  features: number,
  classes: number,
  values: (length: number, scale: number) => Float32Array<ArrayBuffer>,
): Head {
  if (kind === 'linear') {
    return {
      kind,
      features,
      classes,
      kernel: values(features * classes, 0.4),
      bias: values(classes, 0.3),
    };
  }
  const units = 20;
  return {
    kind,
    features,
    units,
    classes,
    hiddenKernel: values(features * units, 0.3),
    hiddenBias: values(units, 0.3),
    kernel: values(units * classes, 0.15),
    bias: values(classes, 0.3),
  };
}

function addHeadTo(operations: Operation[], embedding: ValueId, head: Head): void {
  let input = embedding;
  if (head.kind === 'hidden') {
    input =
      operations.push({
        kind: 'dense',
        name: 'hidden',
        input,
        shape: [1, 1, head.units],
        kernel: head.hiddenKernel,
        bias: head.hiddenBias,
        activation: 'relu',
      }) - 1;
  }
  const shape: Operation['shape'] = [1, 1, head.classes];
  input =
    operations.push({
      kind: 'dense',
      name: 'logits',
      input,
      shape,
      kernel: head.kernel,
      bias: head.bias,
      activation: 'none',
    }) - 1;
  operations.push({ kind: 'softmax', name: 'probabilities', input, shape });
}
