import type { Head } from '../../head/types.ts';
import { failed, ok, type Result } from '../../result.ts';
import type { Rounding } from '../graph-rounding.ts';
import { Refusal } from '../network/refusal.ts';
import {
  type Dense,
  IMAGE,
  type NamedNetwork,
  type Operation,
  type ValueId,
} from '../network/types.ts';
import type { ExportFault } from '../types.ts';
import { Draft } from './read-draft.ts';
import { type ReadFile, readFile } from './read-file.ts';
import { readOperator } from './read-operator.ts';
import { refuseFile } from './read-refusal.ts';

/** A network with what each operation's results are rounded to, in order; null where they are floats. */
export interface ReadNetwork extends NamedNetwork {
  roundings: (Rounding | null)[];
}

/** Of a picture, in pixels; MobileNets have 96 to 448. */
const LARGEST_SIZE = 1024;

/**
 * Reads a network back from the bytes of a .tflite file, of floats or of 8-bit integers, so that
 * TensorFlow.js can run what stands in it: no TensorFlow Lite runtime fits a browser.
 *
 * Of files in integers the real numbers that weights and biases stand for are read, and in
 * `roundings` what each result is stored as: with those, answers are a runtime's but for ties.
 *
 * A file that is damaged, or no such model as the app writes, is a fault. What stands behind the
 * flatbuffer (the labels) is not looked at.
 */
export function readTfliteModel(bytes: Uint8Array): Result<ReadNetwork, ExportFault> {
  try {
    return ok(networkOf(readFile(bytes)));
  } catch (error) {
    if (error instanceof Refusal) return failed(error.fault);
    throw error;
  }
}

function networkOf(file: ReadFile): ReadNetwork {
  const size = sizeOf(file);
  const draft = new Draft(file, size);
  for (const operator of file.operators) readOperator(draft, operator);
  const { operations, roundings, centre } = draft;
  if (draft.result(file.output)?.source !== operations.length - 1) {
    refuseFile('the output is not what the last operator gives');
  }
  const { embedding, head } = headIn(operations);
  const called = draft.called[embedding];
  const isOnlyOne = file.tensors.filter((tensor) => tensor.called === called).length === 1;
  const embeddingName = called !== undefined && isOnlyOne ? called : null;
  return { size, centre, operations, roundings, embedding, embeddingName, head };
}

function sizeOf({ tensors, input }: ReadFile): number {
  const { type, shape, quantization } = tensors[input] ?? refuseFile('no input');
  const [, size = 0] = shape;
  if (size > LARGEST_SIZE) refuseFile(`pictures of ${size} pixels`);
  const raw = quantization?.scales[0] === 1 && quantization.zeroPoints[0] === 0;
  if (type !== 'float32' && !(type === 'uint8' && raw))
    refuseFile('an input that is no raw pixels');
  return size;
}

/** The last operations must be a head: one dense layer or two, and a softmax. */
function headIn(operations: readonly Operation[]): { embedding: ValueId; head: Head } {
  const first = operations.findIndex(({ kind }) => kind === 'dense');
  const dense: Dense[] = [];
  for (const [id, operation] of operations.entries()) {
    if (id < first) continue;
    const follows = 'input' in operation && operation.input === id - 1;
    if (operation.kind === 'dense' && follows) dense.push(operation);
    else if (operation.kind !== 'softmax' || !follows || id !== operations.length - 1) {
      refuseFile('no head at its end');
    }
  }
  const embedding = first - 1;
  const [one, two, ...more] = dense;
  if (one === undefined || more.length > 0 || embedding === IMAGE) {
    return refuseFile('no head of one or two layers');
  }
  if (operations.at(-1)?.kind !== 'softmax') refuseFile('no softmax at its end');
  if ((two ?? one).activation !== 'none') refuseFile('logits with an activation');
  const features = one.kernel.length / one.bias.length;
  if (two === undefined) {
    const { kernel, bias } = one;
    return { embedding, head: { kind: 'linear', features, classes: bias.length, kernel, bias } };
  }
  if (one.activation !== 'relu') refuseFile('a hidden layer without relu');
  const head: Head = {
    kind: 'hidden',
    features,
    units: one.bias.length,
    classes: two.bias.length,
    hiddenKernel: one.kernel,
    hiddenBias: one.bias,
    kernel: two.kernel,
    bias: two.bias,
  };
  return { embedding, head };
}
