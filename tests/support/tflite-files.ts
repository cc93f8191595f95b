import type { Network } from '../../src/exporters/network/types.ts';
import type { ActivationBits } from '../../src/exporters/tflite/quantize.ts';
import { mergeRanges, rangesOf } from '../../src/exporters/tflite/ranges.ts';
import { type ReadNetwork, readTfliteModel } from '../../src/exporters/tflite/read-tflite.ts';
import { tfliteInt8Model, tfliteModel } from '../../src/exporters/tflite/tflite-model.ts';
import { runNetwork } from './run-network.ts';
import { smallPicture } from './small-networks.ts';

const MEASURED = [1, 2, 3];

/** model.tflite of a network. */
export function floatFile(network: Network): Uint8Array<ArrayBuffer> {
  return written(tfliteModel(network, factsFor(network)));
}

/** model_int8.tflite of a network, fitted to a few pictures. */
export function int8File(network: Network, bits: ActivationBits = 8): Uint8Array<ArrayBuffer> {
  const figures = MEASURED.map((seed) =>
    runNetwork(network, smallPicture(seed)).map((values, at) =>
      rangesOf(values, network.operations[at].shape[2]),
    ),
  ).reduce((all, one) => all.map((some, at) => mergeRanges(some, one[at])));
  return written(tfliteInt8Model(network, figures, factsFor(network), bits));
}

function factsFor({ head }: Network) {
  const labels = Array.from({ length: head.classes }, (_, at) => `He said "hi" 🎉 a/b ${at}`);
  return { labels, name: 'Test', description: 'A test.', version: '0.1.0' };
}

function written(result: ReturnType<typeof tfliteModel>): Uint8Array<ArrayBuffer> {
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
}

/** The network that stands in a file, which must be sound. */
export function readBack(file: Uint8Array<ArrayBuffer>): ReadNetwork {
  const read = readTfliteModel(file);
  if (!read.ok) throw new Error(JSON.stringify(read.fault));
  return read.value;
}

/** Probabilities of a seeded picture. */
export function answer(network: Network, seed: number): number[] {
  return Array.from(runNetwork(network, smallPicture(seed)).at(-1) ?? []);
}

export function largestDifference(some: number[], others: number[]): number {
  if (some.length !== others.length) return Number.NaN;
  return Math.max(...some.map((value, at) => Math.abs(value - others[at])));
}
