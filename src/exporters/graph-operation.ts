import { CHANNELS_LAST, FLOAT, type GraphBuilder } from './graph-builder.ts';
import { tensorflowPadding } from './network/tensorflow-padding.ts';
import {
  type Activation,
  type Convolution,
  type Depthwise,
  IMAGE,
  type Network,
  type Operation,
  type ValueId,
} from './network/types.ts';
import type { WeightPrecision } from './types.ts';
import { addWeights } from './weight-precision.ts';

/** Attribute values are base64 in model.json. */
const PADDING = { same: { s: 'U0FNRQ==' }, valid: { s: 'VkFMSUQ=' } };
const BIAS_ADD = 'Qmlhc0FkZA==';
const FUSED = { none: [], relu: ['UmVsdQ=='], relu6: ['UmVsdTY='] };
const ACTIVATION_OP = { relu: 'Relu', relu6: 'Relu6' };

/** What an operation is written into. */
interface Written {
  builder: GraphBuilder;
  network: Network;
  precision: WeightPrecision;
  /** By operation, the mean of each channel of its result, where that was measured. */
  means: ArrayLike<number>[];
}

/**
 * Adds the nodes of one operation of a network, under its name.
 * @param node the node that holds a value.
 * @returns the node with the result: [n, height, width, channels], from the first dense layer on
 *   [n, channels].
 */
export function addOperation(
  written: Written,
  operation: Operation,
  node: (id: ValueId) => string,
): string {
  const { builder, precision, means: measured } = written;
  const { name } = operation;
  const input = 'input' in operation ? node(operation.input) : '';
  const means = 'input' in operation ? measured[operation.input] : undefined;
  switch (operation.kind) {
    case 'convolution':
    case 'depthwise':
      return addConvolution(written, operation, input);
    case 'add':
    case 'multiply': {
      const op = operation.kind === 'add' ? 'AddV2' : 'Mul';
      return activated(builder, operation, (as) => builder.add(as, op, operation.inputs.map(node)));
    }
    case 'affine':
      return activated(builder, operation, (as) => {
        const { factor, offset } = operation;
        const factors = builder.constant(`${name}/factor`, [factor.length], factor);
        const offsets = builder.constant(`${name}/offset`, [offset.length], offset);
        const scaled = builder.add(`${name}/scaled`, 'Mul', [input, factors]);
        return builder.add(as, 'AddV2', [scaled, offsets]);
      });
    case 'average': {
      const axes = builder.constant(`${name}/axes`, [2], Int32Array.of(1, 2));
      return builder.add(name, 'Mean', [input, axes], {
        ...FLOAT,
        Tidx: { type: 'DT_INT32' },
        keep_dims: { b: true },
      });
    }
    case 'dense': {
      const rows = operation.kernel.length / operation.bias.length;
      const shape = builder.constant(`${name}/shape`, [2], Int32Array.of(-1, rows));
      const attr = { ...FLOAT, Tshape: { type: 'DT_INT32' } };
      const flat = builder.add(`${name}/flat`, 'Reshape', [input, shape], attr);
      const size = [rows, operation.bias.length];
      const { kernel, bias } = addWeights(builder, operation, size, precision, means);
      return activated(builder, operation, (as) => {
        const transposed = { transpose_a: { b: false }, transpose_b: { b: false } };
        const product = builder.add(`${name}/product`, 'MatMul', [flat, kernel], {
          ...FLOAT,
          ...transposed,
        });
        return builder.add(as, 'BiasAdd', [product, bias], {
          ...FLOAT,
          data_format: CHANNELS_LAST,
        });
      });
    }
    case 'softmax':
      return builder.add(name, 'Softmax', [input]);
  }
}

function addConvolution(
  { builder, network, precision, means: measured }: Written,
  operation: Convolution | Depthwise,
  input: string,
): string {
  const [height, width, channels] = inputShape(operation, network);
  const means = measured[operation.input];
  const { name, kind, kernelSize, stride, padding, activation } = operation;
  const last = kind === 'depthwise' ? 1 : operation.shape[2];
  const shape = [...kernelSize, channels, last];
  // Depthwise kernels are small, and the most easily hurt by rounding.
  const stored = kind === 'depthwise' ? 'float32' : precision;
  const { kernel, bias } = addWeights(builder, operation, shape, stored, means);
  const way = tensorflowPadding(operation, [height, width]);
  let padded = input;
  if (way === null) {
    const { top, bottom, left, right } = padding;
    const around = Int32Array.of(0, 0, top, bottom, left, right, 0, 0);
    const paddings = builder.constant(`${name}/paddings`, [4, 2], around);
    const attr = { ...FLOAT, Tpaddings: { type: 'DT_INT32' } };
    padded = builder.add(`${name}/padded`, 'Pad', [input, paddings], attr);
  }
  const op = kind === 'depthwise' ? 'FusedDepthwiseConv2dNative' : '_FusedConv2D';
  return builder.add(name, op, [padded, kernel, bias], {
    ...FLOAT,
    strides: list('i', [1, ...stride, 1].map(String)),
    dilations: list('i', ['1', '1', '1', '1']),
    padding: PADDING[way ?? 'valid'],
    explicit_paddings: { list: {} },
    data_format: CHANNELS_LAST,
    fused_ops: list('s', [BIAS_ADD, ...FUSED[activation]]),
    num_args: { i: '1' },
    epsilon: { f: 0 },
  });
}

function list<Key extends string>(key: Key, values: string[]) {
  return { list: { [key]: values } };
}

function inputShape({ input }: Convolution | Depthwise, { size, operations }: Network) {
  return input === IMAGE ? ([size, size, 3] as const) : (operations[input]?.shape ?? [0, 0, 0]);
}

/** The last node bears the operation's name, whether or not an activation follows. */
function activated(
  builder: GraphBuilder,
  { name, activation }: { name: string; activation: Activation },
  add: (name: string) => string,
): string {
  if (activation === 'none') return add(name);
  return builder.add(name, ACTIVATION_OP[activation], [add(`${name}/linear`)]);
}
