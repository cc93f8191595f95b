import type { Activation, Convolution, Depthwise } from '../network/types.ts';
import type { Field } from './flatbuffer-table.ts';
import type { ActivationBits } from './quantize.ts';
import { ACTIVATION, PADDING } from './schema.ts';
import type { TensorId } from './tflite-file.ts';
import type { TfliteGraph } from './tflite-graph.ts';

/** Slots of Conv2DOptions and DepthwiseConv2DOptions; dilation is 1 where it is not said. */
export function convolutionOptions(
  { kind, stride: [down, across], activation }: Convolution | Depthwise,
  padding: 'same' | 'valid',
): Field[] {
  const common: Field[] = [
    [0, 'int8', PADDING[padding]],
    [1, 'int32', across],
    [2, 'int32', down],
  ];
  return kind === 'convolution'
    ? [...common, [3, 'int8', ACTIVATION[activation]]]
    : [...common, [3, 'int32', 1], [4, 'int8', ACTIVATION[activation]]];
}

/** Of ADD, SUB, MUL and FULLY_CONNECTED. */
export function activationOptions(activation: Activation): Field[] {
  return [[0, 'int8', ACTIVATION[activation]]];
}

/** Of ADD and MUL. Scales of 16 bits are powers of two in ADD unless it is told otherwise. */
export function combinationOptions(
  kind: 'add' | 'multiply',
  activation: Activation,
  bits: ActivationBits,
): Field[] {
  const options = activationOptions(activation);
  return kind === 'add' && bits === 16 ? [...options, [1, 'int8', 0]] : options;
}

/** Of MEAN. */
export const KEEP_DIMENSIONS: Field[] = [[0, 'int8', 1]];
/** Of SOFTMAX. */
export const BETA_ONE: Field[] = [[0, 'float32', 1]];

/** MEAN's second input: down and across. */
export function meanAxes(graph: TfliteGraph, name: string): TensorId {
  return graph.constant(`${name}/axes`, [2], 'int32', () => Int32Array.of(1, 2));
}

/** PAD's second input, before and after: pictures, down, across, channels. */
export function paddingRows(graph: TfliteGraph, { name, padding }: Convolution | Depthwise) {
  const { top, bottom, left, right } = padding;
  return graph.constant(`${name}/paddings`, [4, 2], 'int32', () =>
    Int32Array.of(0, 0, top, bottom, left, right, 0, 0),
  );
}
