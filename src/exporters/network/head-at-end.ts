import type { Head } from '../../head/types.ts';
import { refusal } from './layers-json.ts';
import type { Dense, Operation, ValueId } from './types.ts';

/**
 * The head that the last operations spell out: a dense layer, or two with a relu between, and a
 * softmax, each of what stands before it.
 * Throws a Refusal, `bad-graph`, where they do not.
 */
export function headAtEnd(operations: readonly Operation[]): { embedding: ValueId; head: Head } {
  const softmax = operations.at(-1);
  const last = denseBefore(operations, softmax);
  if (softmax?.kind !== 'softmax' || last === null) {
    throw refusal('layers', `ends in ${operations.slice(-3).map(({ kind }) => kind)}`);
  }
  if (last.activation !== 'none') throw refusal(last.name, 'activations that no head has');
  const { kernel, bias } = last;
  const classes = bias.length;
  const first = denseBefore(operations, last);
  if (first === null) {
    const features = kernel.length / classes;
    return { embedding: last.input, head: { kind: 'linear', features, classes, kernel, bias } };
  }
  if (first.activation !== 'relu') throw refusal(first.name, 'activations that no head has');
  const { kernel: hiddenKernel, bias: hiddenBias } = first;
  const units = hiddenBias.length;
  const features = hiddenKernel.length / units;
  return {
    embedding: first.input,
    head: { kind: 'hidden', features, units, classes, hiddenKernel, hiddenBias, kernel, bias },
  };
}

/** What an operation reads, if that is a dense layer and stands just before it. */
function denseBefore(
  operations: readonly Operation[],
  reader: Operation | undefined,
): Dense | null {
  if (reader === undefined || !('input' in reader)) return null;
  const read = operations[reader.input];
  const next = read !== undefined && operations[reader.input + 1] === reader;
  return next && read.kind === 'dense' ? read : null;
}
