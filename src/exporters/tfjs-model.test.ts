import { beforeAll, describe, expect, test } from 'vitest';
import { type ExportCase, exportCase, SEEDED_NETWORK } from '../../tests/support/export-cases.ts';
import { predict, useWasm } from '../../tests/support/export-engine.ts';
import { runNetwork } from '../../tests/support/run-network.ts';
import { asCrop, smallNetwork, smallPicture } from '../../tests/support/small-networks.ts';
import { calibrate } from '../engine/worker/calibrate.ts';
import { buildTfjsModel, type TfjsOptions } from './tfjs-model.ts';
import type { WeightPrecision } from './types.ts';

const pictures = [1, 2, 3].map(smallPicture);
const crops = pictures.map(asCrop);
const appVersion = '1.2.3';

beforeAll(useWasm);

describe('answers as the description does', () => {
  for (const head of ['linear', 'hidden'] as const) {
    for (const classes of [2, 20]) {
      for (const rich of [false, true]) {
        test(`${head} head, ${classes} classes${rich ? ', rich' : ''}`, async () => {
          const network = smallNetwork({ head, classes, rich });
          const wanted = pictures.map((picture) => runNetwork(network, picture).at(-1) ?? []);
          const given = await predict(buildTfjsModel(network, { appVersion }), crops);
          expect(largestDifference(given, wanted)).toBeLessThan(1e-5);
          // The pictures are told apart, so the comparison above means something.
          expect(largestDifference(wanted.slice(0, 1), wanted.slice(1))).toBeGreaterThan(1e-4);
        });
      }
    }
  }
});

describe('fewer bits', () => {
  // Its kernels are large enough to be rounded; the small network's are not.
  let made: Promise<ExportCase>;
  beforeAll(() => {
    made = exportCase(SEEDED_NETWORK, 'linear', 2);
  });

  test('take less room', async () => {
    const { network } = await made;
    const bytes = (precision: WeightPrecision) =>
      buildTfjsModel(network, { precision }).weights.length;
    expect(bytes('float16') / bytes('float32')).toBeLessThan(0.6);
    expect(bytes('uint8') / bytes('float32')).toBeLessThan(0.45);
  });

  test('are put right by the bias where the means of the inputs are known', async () => {
    const { network, source } = await made;
    const crops = source.golden.map(({ pixels }) => pixels);
    const figures = await calibrate(network, crops, async () => {});
    const means = figures.map(({ mean }) => mean);
    for (const precision of ['float16', 'uint8'] as const) {
      const difference = async (options: TfjsOptions) =>
        largestDifference(
          await predict(buildTfjsModel(network, options), crops),
          source.golden.map(({ probabilities }) => probabilities),
        );
      expect(await difference({ precision, means })).toBeLessThan(await difference({ precision }));
    }
  });
});

test('input and output have names that do not change', () => {
  const { signature } = JSON.parse(buildTfjsModel(smallNetwork(), { appVersion }).modelJson);
  expect(signature.inputs.image.name).toBe('image:0');
  expect(signature.outputs.probabilities.name).toBe('probabilities:0');
});

function largestDifference(
  some: readonly ArrayLike<number>[],
  others: readonly ArrayLike<number>[],
): number {
  return Math.max(
    ...some.flatMap((row, at) =>
      Array.from(row, (value, index) => Math.abs(value - (others[at]?.[index] ?? Number.NaN))),
    ),
  );
}
