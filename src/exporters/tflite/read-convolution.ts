import type { Convolution, Depthwise, Padding } from '../network/types.ts';
import { readActivation } from './read-activation.ts';
import { type Draft, isPadded, NO_PADDING, refuseAt, type Signal } from './read-draft.ts';
import type { ReadOperator } from './read-file.ts';
import { CONV_2D, DEPTHWISE_CONV_2D } from './read-schema.ts';
import { readWeights, type Weights } from './read-weights.ts';

const SAME = 0;
const VALID = 1;

/** CONV_2D and DEPTHWISE_CONV_2D, with what PAD has put around the image. */
export function readConvolution(draft: Draft, operator: ReadOperator): void {
  const kind = operator.name === 'CONV_2D' ? 'convolution' : 'depthwise';
  const input = draft.signal(operator, 0);
  const [height, width, channels] = input.lengths;
  if (height === undefined || width === undefined || channels === undefined) {
    refuseAt(operator, `reads [${input.lengths}], not an image`);
  }
  const kernel = draft.tensor(operator, 1);
  const [first, ...kernelSize] = kernel.shape;
  const [rows, columns, last] = kernelSize;
  if (first === undefined || rows === undefined || columns === undefined || last !== channels) {
    refuseAt(operator, `a kernel of shape [${kernel.shape}] for ${channels} channels`);
  }
  if (kind === 'depthwise' && first !== 1)
    refuseAt(operator, `a kernel of shape [${kernel.shape}]`);
  const { stride, padding: own } = windowOf(operator, [height, width], [rows, columns]);
  const padding = sum(operator, input, own);
  const shift = draft.shiftOf(operator, input, isPadded({ padding }));
  const tensors = { input: input.tensor, kernel, bias: draft.tensor(operator, 2) };
  const weights = readWeights(tensors, kind === 'convolution' ? 'first' : 'last');
  if (shift) addShift(kind, weights, shift);
  const places = (length: number, zeros: number, size: number, step: number) =>
    Math.floor((length + zeros - size) / step) + 1;
  const shape: Convolution['shape'] = [
    places(height, own.top + own.bottom, rows, stride[0]),
    places(width, own.left + own.right, columns, stride[1]),
    weights.bias.length,
  ];
  const { activation } = kind === 'convolution' ? CONV_2D : DEPTHWISE_CONV_2D;
  const operation: Convolution | Depthwise = {
    kind,
    name: draft.nextName(),
    input: input.source,
    shape,
    kernelSize: [rows, columns],
    ...weights,
    stride,
    padding,
    activation: readActivation(operator, activation),
  };
  draft.add(operator, operation);
}

function windowOf(
  operator: ReadOperator,
  lengths: readonly [height: number, width: number],
  kernelSize: readonly [height: number, width: number],
): { stride: [number, number]; padding: Padding } {
  const { name, options } = operator;
  const slots = name === 'CONV_2D' ? CONV_2D : DEPTHWISE_CONV_2D;
  const dilations = slots.dilations.map((slot) => options.int32(slot, 1));
  if (dilations.some((step) => step !== 1)) refuseAt(operator, `dilations ${dilations}`);
  const down = options.int32(slots.strideHeight, 0);
  const across = options.int32(slots.strideWidth, 0);
  if (down < 1 || across < 1) refuseAt(operator, `strides ${down} and ${across}`);
  const stride: [number, number] = [down, across];
  const word = options.byte(slots.padding, SAME);
  if (word === VALID) return { stride, padding: NO_PADDING };
  if (word !== SAME) refuseAt(operator, `padding ${word}`);
  const [top, bottom] = sameZeros(lengths[0], kernelSize[0], down);
  const [left, right] = sameZeros(lengths[1], kernelSize[1], across);
  return { stride, padding: { top, bottom, left, right } };
}

/** As many as give ⌈length / stride⌉ places, the odd one after the image. */
function sameZeros(
  length: number,
  kernel: number,
  stride: number,
): [before: number, after: number] {
  const zeros = Math.max(0, (Math.ceil(length / stride) - 1) * stride + kernel - length);
  return [Math.floor(zeros / 2), Math.ceil(zeros / 2)];
}

/** The convolution's own zeros around what PAD has put there, which must then be zeros too. */
function sum(operator: ReadOperator, { padding, around }: Signal, own: Padding): Padding {
  if (isPadded({ padding: own }) && around !== 0) refuseAt(operator, 'two kinds of padding');
  return {
    top: padding.top + own.top,
    bottom: padding.bottom + own.bottom,
    left: padding.left + own.left,
    right: padding.right + own.right,
  };
}

/** Adds to the bias what the kernel makes of an input that is higher by `shift`, by channel. */
function addShift(
  kind: 'convolution' | 'depthwise',
  { kernel, bias }: Weights,
  shift: readonly number[],
): void {
  const outputs = bias.length;
  const sums = Float64Array.from(bias);
  for (let at = 0; at < kernel.length; at++) {
    const output = at % outputs;
    const channel = kind === 'depthwise' ? output : Math.floor(at / outputs) % shift.length;
    sums[output] = (sums[output] ?? 0) + (kernel[at] ?? 0) * (shift[channel] ?? 0);
  }
  bias.set(sums);
}
