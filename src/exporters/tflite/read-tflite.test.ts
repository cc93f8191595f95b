import { beforeAll, describe, expect, test } from 'vitest';
import { artifactsOf } from '../../../tests/support/artifacts.ts';
import { predict, useWasm } from '../../../tests/support/export-engine.ts';
import { backboneOf, seededHead } from '../../../tests/support/export-source.ts';
import { TOPOLOGIES } from '../../../tests/support/hub-topologies.ts';
import { runNetworkByTfjs } from '../../../tests/support/run-network-tfjs.ts';
import { runTflite } from '../../../tests/support/run-tflite.ts';
import { realBackbone } from '../../../tests/support/shared-backbones.ts';
import { asCrop, smallNetwork, smallPicture } from '../../../tests/support/small-networks.ts';
import {
  answer,
  floatFile,
  int8File,
  largestDifference,
  readBack,
} from '../../../tests/support/tflite-files.ts';
import { readInputRange } from '../../backbone/input-range.ts';
import { buildNetwork } from '../network/build-network.ts';
import type { Network } from '../network/types.ts';
import { buildTfjsModel } from '../tfjs-model.ts';

const UNSEEN = [11, 12];

const cases = (['linear', 'hidden'] as const).flatMap((head) =>
  [2, 3, 20].flatMap((classes) => [false, true].map((rich) => ({ head, classes, rich }))),
);

describe.each(cases)('$head head, $classes classes, rich: $rich', (options) => {
  const network = smallNetwork({ seed: 13, ...options });
  const wanted = UNSEEN.map((seed) => answer(network, seed));

  test('floats: the same answers and the same weights', () => {
    const read = readBack(floatFile(network));
    expect(differences(read, wanted)).toBeLessThan(1e-6);
    expect(read.head).toEqual(network.head);
    expect(read.centre).toEqual(network.centre);
    expect(read.embedding).toBe(network.embedding);
    expect(read.embeddingName).toBe(network.operations[network.embedding]?.name);
    // What the comparison above would not see: pictures that all get one answer.
    expect(largestDifference(wanted[0] ?? [], wanted[1] ?? [])).toBeGreaterThan(0.01);
  });

  test('8 bits: nearly the same answers, with the centre that its padding means', () => {
    const read = readBack(int8File(network));
    expect(differences(read, wanted)).toBeLessThan(2e-2);
    expect(read.centre).toEqual([128, 128, 128]);
    expect(read.head.kind).toBe(options.head);
  });
});

test.each([8, 16] as const)(
  'what is read back of %d bits answers as the file does',
  async (bits) => {
    await useWasm();
    const network = smallNetwork({ seed: 13, classes: 3, head: 'hidden', rich: true });
    const file = int8File(network, bits);
    const { roundings, ...read } = readBack(file);
    const pictures = UNSEEN.map(smallPicture);
    const model = buildTfjsModel(read, { roundings });
    const answers = await predict(model, pictures.map(asCrop));
    const given = pictures.map((picture) => Array.from(runTflite(file, picture)));
    // One step of the last tensor, for a tie broken otherwise; or none.
    for (const [at, answer] of answers.entries()) {
      expect(largestDifference(answer, given[at] ?? [])).toBeLessThan(1.01 / 256);
    }
  },
);

test('pictures without zeros around them keep the float centre, and in 8 bits need none', () => {
  const network = unpadded(smallNetwork({ seed: 13 }));
  const wanted = UNSEEN.map((seed) => answer(network, seed));
  const [float, small] = [readBack(floatFile(network)), readBack(int8File(network))];
  expect(float.centre).toEqual(network.centre);
  expect(small.centre).toEqual([0, 0, 0]);
  expect(differences(float, wanted)).toBeLessThan(1e-6);
  expect(differences(small, wanted)).toBeLessThan(2e-2);
});

describe('the real MobileNetV2 0.35', () => {
  const given = realBackbone();
  beforeAll(useWasm);

  test.skipIf(given === null)('is read back bit by bit', () => {
    if (given === null) return;
    const artifacts = artifactsOf(given);
    const range = readInputRange(artifacts) ?? [-1, 1];
    const backbone = backboneOf(given, TOPOLOGIES[2].embeddingNode, range);
    const built = buildNetwork({ ...backbone, artifacts }, seededHead('hidden', 1280, 3));
    if (!built.ok) throw new Error(JSON.stringify(built.fault));
    const read = readBack(floatFile(built.value));
    expect(read.centre).toEqual(built.value.centre);
    expect(read.operations.length).toBe(built.value.operations.length);
    for (const [at, operation] of built.value.operations.entries()) {
      const { name: _, ...same } = operation;
      const { name: __, ...again } = read.operations[at] ?? operation;
      expect(again).toEqual(same);
    }
    expect(read.head).toEqual(built.value.head);
    expect(runNetworkByTfjs(read, smallPicture(1))).toEqual(
      runNetworkByTfjs(built.value, smallPicture(1)),
    );
  });
});

function differences(network: Network, wanted: number[][]): number {
  return Math.max(
    ...UNSEEN.map((seed, at) => largestDifference(answer(network, seed), wanted[at] ?? [])),
  );
}

/** The first operation reads the picture without zeros around it. */
function unpadded(network: Network): Network {
  const [first, ...rest] = network.operations;
  if (first?.kind !== 'convolution') throw new Error('no convolution');
  // 224 = 27 · 8 + 8: a kernel of 8 leaves as many places as one of 9 with a row of zeros.
  const kernel = first.kernel.slice(0, 8 * 8 * 3 * 8);
  const padding = { top: 0, bottom: 0, left: 0, right: 0 };
  return { ...network, operations: [{ ...first, kernelSize: [8, 8], kernel, padding }, ...rest] };
}
