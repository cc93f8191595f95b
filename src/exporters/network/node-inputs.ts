import type { GraphNode } from '../../backbone/types.ts';
import type { Constant } from './constant.ts';
import { isPadded, type Signal } from './draft.ts';
import { refuse } from './refusal.ts';

/** What a node gives to those that name it. */
export type Value = Signal | Constant;

/** The input at a place, which must be made from the image. */
export function signalAt(node: GraphNode, inputs: readonly Value[], place: number): Signal {
  const value = inputs[place] ?? refuse(node, `no input ${place}`);
  return value.kind === 'signal' ? value : refuse(node, `input ${place} is a constant`);
}

/** The same, without zeros around it: for operations that would not leave them zeros. */
export function plainSignalAt(node: GraphNode, inputs: readonly Value[], place: number): Signal {
  const signal = signalAt(node, inputs, place);
  return isPadded(signal.padding) ? refuse(node, 'reads a Pad') : signal;
}

/** The input at a place, which must be a constant. */
export function constantAt(node: GraphNode, inputs: readonly Value[], place: number): Constant {
  const value = inputs[place] ?? refuse(node, `no input ${place}`);
  return value.kind === 'constant' ? value : refuse(node, `input ${place} is not a constant`);
}

/** Whole numbers of a small constant, e.g. axes. */
export function integersAt(node: GraphNode, inputs: readonly Value[], place: number): number[] {
  const { values } = constantAt(node, inputs, place);
  if (values.length > 8 || !values.every(Number.isSafeInteger)) {
    refuse(node, `input ${place} is not a list of whole numbers`);
  }
  return [...values];
}

/**
 * A constant that an operation spreads over all places of a signal: a number for each channel.
 * Refused where it differs from place to place, or would change the signal's shape.
 */
export function channelsAt(
  node: GraphNode,
  { shape, values }: Constant,
  { lengths, shape: [, , channels] }: Signal,
): Float64Array<ArrayBuffer> {
  const fits =
    shape.length <= lengths.length + 1 &&
    (values.length === 1 ||
      (values.length === channels && shape.at(-1) === channels && lengths.at(-1) === channels));
  if (!fits) refuse(node, `a constant of shape [${shape}] for [${lengths}]`);
  return Float64Array.from({ length: channels }, (_, channel) =>
    values.length === 1 ? values[0] : values[channel],
  );
}
