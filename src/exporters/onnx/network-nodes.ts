import type {
  Activation,
  Affine,
  Combination,
  Convolution,
  Dense,
  Depthwise,
  Operation,
  ValueId,
} from '../network/types.ts';
import { IMAGE } from '../network/types.ts';
import type { GraphBuilder } from './graph-builder.ts';

/**
 * Writes operations as ONNX nodes. ONNX convolves [n, channels, height, width], and multiplies
 * matrices [n, channels]; what a network makes as one and reads as the other is reshaped on the way.
 */
export class NetworkNodes {
  private readonly images = new Map<ValueId, string>();
  private readonly rows = new Map<ValueId, string>();

  /** @param image the centred picture, [n, 3, height, width]. */
  constructor(
    private readonly graph: GraphBuilder,
    image: string,
  ) {
    this.images.set(IMAGE, image);
  }

  /** @param id the operation's own. */
  write(operation: Operation, id: ValueId): void {
    switch (operation.kind) {
      case 'convolution':
      case 'depthwise':
        this.images.set(id, this.convolution(operation));
        break;
      case 'add':
      case 'multiply':
        this.images.set(id, this.combination(operation));
        break;
      case 'affine':
        this.images.set(id, this.affine(operation));
        break;
      case 'average': {
        const input = this.image(operation.input);
        this.images.set(id, this.graph.node('GlobalAveragePool', [input], operation.name));
        break;
      }
      case 'dense':
        this.rows.set(id, this.dense(operation));
        break;
      case 'softmax': {
        const input = this.row(operation.input);
        this.rows.set(id, this.graph.node('Softmax', [input], operation.name, { axis: 1 }));
        break;
      }
    }
  }

  /** A value as [n, channels]. */
  row(id: ValueId): string {
    const known = this.rows.get(id);
    if (known !== undefined) return known;
    const image = this.image(id);
    const row = this.graph.node('Flatten', [image], `${image}_row`, { axis: 1 });
    this.rows.set(id, row);
    return row;
  }

  /** A value as [n, channels, height, width]. */
  private image(id: ValueId): string {
    const known = this.images.get(id);
    if (known !== undefined) return known;
    const row = this.rows.get(id);
    if (row === undefined) throw new RangeError(`operation ${id} comes later`);
    const image = this.graph.node('Unsqueeze', [row, this.graph.list([2, 3])], `${row}_image`);
    this.images.set(id, image);
    return image;
  }

  private convolution(operation: Convolution | Depthwise): string {
    const { name, kernel, kernelSize, bias, stride, activation } = operation;
    const outputs = bias.length;
    const inputs = kernel.length / (kernelSize[0] * kernelSize[1] * outputs);
    const { input, pads } = this.padded(operation);
    const weights = [
      this.graph.weights(
        `${name}_kernel`,
        [outputs, inputs, ...kernelSize],
        outputsFirst(kernel, inputs, outputs),
      ),
      this.graph.weights(`${name}_bias`, [outputs], bias),
    ];
    return this.activated(activation, name, (wish) =>
      this.graph.node('Conv', [input, ...weights], wish, {
        group: operation.kind === 'depthwise' ? outputs : 1,
        kernel_shape: kernelSize,
        pads,
        strides: stride,
      }),
    );
  }

  /**
   * Zeros around an image are a `Pad` of their own where they are uneven or a stride follows:
   * onnxruntime-web on WebGPU has been wrong about the padding of strided convolutions
   * (https://github.com/microsoft/onnxruntime/issues/26734) and has refused uneven ones
   * (https://github.com/microsoft/onnxruntime/issues/24800). It costs next to nothing: where a
   * runtime knows better, it moves them into the convolution itself.
   * The constant 0 and the four `pads` of 0 are what would hold anyway, but onnxruntime before 1.20
   * reads them without asking whether they are there (its PadFusion,
   * https://github.com/microsoft/onnxruntime/pull/22001).
   */
  private padded({ name, input, padding, stride }: Convolution | Depthwise) {
    const image = this.image(input);
    const { top, left, bottom, right } = padding;
    const pads = [top, left, bottom, right];
    const none = pads.every((zeros) => zeros === 0);
    const plain = top === bottom && left === right && stride[0] === 1 && stride[1] === 1;
    if (none || plain) return { input: image, pads };
    const zeros = this.graph.list([0, 0, top, left, 0, 0, bottom, right]);
    return {
      input: this.graph.node('Pad', [image, zeros, this.graph.scalar(0)], `${name}_padded`),
      pads: [0, 0, 0, 0],
    };
  }

  private combination({ kind, name, inputs, activation }: Combination): string {
    const [left, right] = inputs.map((id) => this.image(id));
    return this.activated(activation, name, (wish) =>
      this.graph.node(kind === 'add' ? 'Add' : 'Mul', [left, right], wish),
    );
  }

  private affine({ name, input, factor, offset, activation }: Affine): string {
    const { length } = factor;
    const factors = this.graph.weights(`${name}_factor`, [length, 1, 1], factor);
    const offsets = this.graph.weights(`${name}_offset`, [length, 1, 1], offset);
    const product = this.graph.node('Mul', [this.image(input), factors], `${name}_product`);
    return this.activated(activation, name, (wish) =>
      this.graph.node('Add', [product, offsets], wish),
    );
  }

  private dense({ name, input, kernel, bias, activation }: Dense): string {
    const outputs = bias.length;
    const row = this.row(input);
    const weights = [
      this.graph.weights(`${name}_kernel`, [kernel.length / outputs, outputs], kernel),
      this.graph.weights(`${name}_bias`, [outputs], bias),
    ];
    return this.activated(activation, name, (wish) =>
      this.graph.node('Gemm', [row, ...weights], wish),
    );
  }

  /** @param write writes the node before the activation, under the name given. */
  private activated(activation: Activation, name: string, write: (wish: string) => string): string {
    if (activation === 'none') return write(name);
    const input = write(`${name}_linear`);
    if (activation === 'relu') return this.graph.node('Relu', [input], name);
    return this.graph.node('Clip', [input, this.graph.scalar(0), this.graph.scalar(6)], name);
  }
}

/**
 * [height, width, inputs, outputs] → [outputs, inputs, height, width], both row-major. A depthwise
 * kernel, [height, width, channels], is one of a single input.
 */
function outputsFirst(
  kernel: Float32Array<ArrayBuffer>,
  inputs: number,
  outputs: number,
): Float32Array<ArrayBuffer> {
  const turned = new Float32Array(kernel.length);
  const cells = kernel.length / (inputs * outputs);
  let from = 0;
  for (let cell = 0; cell < cells; cell++) {
    for (let input = 0; input < inputs; input++) {
      for (let output = 0; output < outputs; output++) {
        turned[(output * inputs + input) * cells + cell] = kernel[from++];
      }
    }
  }
  return turned;
}
