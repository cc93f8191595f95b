import { refusal } from '../network/layers-json.ts';
import type { Convolution, Depthwise, Operation, Padding, ValueId } from '../network/types.ts';
import type { ReadNode } from './read-messages.ts';
import type { ReadTensors } from './read-tensors.ts';

/** What a convolution reads. */
interface ReadImage {
  id: ValueId;
  /** Without the zeros. */
  shape: Operation['shape'];
  /** Zeros that a node of its own has put around it. */
  padding: Padding;
}

/** A `Conv` of either kind, with all zeros around its image. Throws a Refusal. */
export function readConvolution(
  node: ReadNode,
  { id, shape: [height, width, channels], padding: outer }: ReadImage,
  tensors: ReadTensors,
): Convolution | Depthwise {
  const { output: name, inputs, attributes } = node;
  const [outputs, kernelInputs, ...kernelSize] = tensors.shape(node, 1);
  const { group, kernel_shape, pads, strides, ...others } = Object.fromEntries(attributes);
  const stride = pair(name, strides);
  const [top, left, bottom, right] = four(name, pads);
  const sound =
    Object.keys(others).length === 0 &&
    `${kernel_shape}` === `${kernelSize}` &&
    inputs.length === 3;
  if (!sound) throw refusal(name, `attributes ${[...attributes.keys()]}`);
  const padding = {
    top: outer.top + top,
    bottom: outer.bottom + bottom,
    left: outer.left + left,
    right: outer.right + right,
  };
  const places = (length: number, kernel: number, step: number) =>
    Math.floor((length - kernel) / step) + 1;
  const down = places(height + padding.top + padding.bottom, kernelSize[0], stride[0]);
  const across = places(width + padding.left + padding.right, kernelSize[1], stride[1]);
  if (down < 1 || across < 1) throw refusal(name, 'larger than its image');
  const depthwise = group === channels && kernelInputs === 1 && outputs === channels;
  if (!depthwise && (group !== 1 || kernelInputs !== channels)) {
    throw refusal(
      name,
      `${group} groups of [${outputs}, ${kernelInputs}] for ${channels} channels`,
    );
  }
  const kernel = tensors.floats(node, 1, [outputs, kernelInputs, ...kernelSize]);
  return {
    kind: depthwise ? 'depthwise' : 'convolution',
    name,
    input: id,
    shape: [down, across, outputs],
    kernelSize,
    kernel: outputsLast(kernel, kernelInputs, outputs),
    bias: tensors.floats(node, 2, [outputs]),
    stride,
    padding,
    activation: 'none',
  };
}

function pair(name: string, value: number | number[] | undefined): [number, number] {
  const [down = 0, across = 0, ...more] = Array.isArray(value) ? value : [];
  if (down < 1 || across < 1 || more.length > 0) throw refusal(name, `strides ${value}`);
  return [down, across];
}

function four(name: string, value: number | number[] | undefined) {
  const given = Array.isArray(value) ? value : [];
  const [top = 0, left = 0, bottom = 0, right = 0] = given;
  if (given.length !== 4 || given.some((zeros) => zeros > 100))
    throw refusal(name, `pads ${value}`);
  return [top, left, bottom, right] as const;
}

/** [outputs, inputs, height, width] → [height, width, inputs, outputs], both row-major. */
function outputsLast(
  kernel: Float32Array<ArrayBuffer>,
  inputs: number,
  outputs: number,
): Float32Array<ArrayBuffer> {
  const turned = new Float32Array(kernel.length);
  const cells = kernel.length / (inputs * outputs);
  let from = 0;
  for (let output = 0; output < outputs; output++) {
    for (let input = 0; input < inputs; input++) {
      for (let cell = 0; cell < cells; cell++) {
        turned[(cell * inputs + input) * outputs + output] = kernel[from++];
      }
    }
  }
  return turned;
}
