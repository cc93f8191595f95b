import { beforeAll, describe, expect, test } from 'vitest';
import { useWasm } from '../../../tests/support/export-engine.ts';
import { knownCase } from '../../../tests/support/known-case.ts';
import { changed, tfjsFiles } from '../../../tests/support/model-zip.ts';
import { smallNetwork } from '../../../tests/support/small-networks.ts';
import { noneOfThese } from '../../exporters/none-of-these.ts';
import { openModelZip } from '../../exporters/open-model.ts';
import type { WeightPrecision } from '../../exporters/types.ts';
import { writeZip } from '../../exporters/zip.ts';
import { GraphClassifier } from './graph-classifier.ts';

beforeAll(useWasm);

const exportedAt = '2026-11-23T11:22:34.000Z';

async function opened(zip: Uint8Array): Promise<GraphClassifier> {
  const read = openModelZip(zip);
  if (!read.ok) throw new Error(JSON.stringify(read.fault));
  const { artifacts, labels, known } = read.value;
  const loaded = await GraphClassifier.tryLoad(artifacts, labels.length, known);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.fault));
  return loaded.value;
}

describe('an opened zip', () => {
  const cases = [
    { head: 'linear', rich: false, precision: 'float32', difference: 1e-5 },
    { head: 'hidden', rich: true, precision: 'float32', difference: 1e-5 },
    { head: 'linear', rich: false, precision: 'float16', difference: 1e-3 },
  ] as const;
  test.each(cases)('tells similarities: $head head, rich: $rich, $precision', async (made) => {
    const network = smallNetwork({ head: made.head, rich: made.rich });
    const { known, asked } = knownCase(network);
    const precision: WeightPrecision = made.precision;
    const stored = noneOfThese(known, network, 'tfjs');
    const files = tfjsFiles({ noneOfThese: stored }, network, precision);
    const model = await opened(writeZip(files, exportedAt));
    expect(model.limits).toEqual({ least: 0.25, usual: 0.5, threshold: 0.375 });
    for (const { crop, similarity } of asked) {
      const answer = await model.predict(crop);
      expect(Math.abs((answer.similarity ?? 2) - similarity)).toBeLessThan(made.difference);
      expect(answer.probabilities.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
    }
    // The pictures are told apart, so the comparison above means something.
    const similarities = asked.map(({ similarity }) => similarity);
    expect(Math.max(...similarities) - Math.min(...similarities)).toBeGreaterThan(0.005);
    await model.reload();
    expect(
      (await model.predict(asked[0]?.crop ?? new Uint8ClampedArray())).similarity,
    ).not.toBeNull();
    model.dispose();
  });

  const network = smallNetwork();
  const { known, asked } = knownCase(network);
  const sound = noneOfThese(known, network, 'tfjs');
  const { crop } = asked[0] ?? { crop: new Uint8ClampedArray() };
  test.each<[string, Record<string, unknown> | null]>([
    ['no known pictures', null],
    ['a node that is not there', { embedding: 'nowhere' }],
    ['the name of a property of objects', { embedding: 'constructor' }],
    ['a node that gives something else', { embedding: 'probabilities' }],
    ['the picture itself', { embedding: 'image' }],
    ['a constant', { embedding: 'centre' }],
    ['another way to tell', { method: 'nearest neighbours' }],
    ['other numbers than bytes', { features: 3 }],
    ['pictures of fewer classes', { counts: [known.prototypes.counts.length] }],
    ['bytes that are none', { prototypes: '****' }],
  ])('always names a class with %s', async (_, change) => {
    const zip = changed('metadata.json', (metadata) => {
      metadata.noneOfThese = change && { ...sound, ...change };
    });
    const model = await opened(zip);
    expect(model.limits).toBeNull();
    const answer = await model.predict(crop);
    expect(answer.similarity).toBeNull();
    expect(answer.probabilities).toHaveLength(known.prototypes.counts.length);
    model.dispose();
  });

  test('of before known pictures were carried', async () => {
    const zip = changed('metadata.json', (metadata) => {
      delete metadata.noneOfThese;
    });
    expect((await opened(zip)).limits).toBeNull();
  });
});
