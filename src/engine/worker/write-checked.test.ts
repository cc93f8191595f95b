import { beforeAll, expect, test } from 'vitest';
import { exportCase, SEEDED_NETWORK } from '../../../tests/support/export-cases.ts';
import { embeddings, useWasm } from '../../../tests/support/export-engine.ts';
import { joined } from '../../../tests/support/joined-rows.ts';
import { noneOfThese } from '../../exporters/none-of-these.ts';
import type { ExportFormat } from '../../exporters/types.ts';
import { prototypesOf, similarity } from '../../head/known-pictures.ts';
import { calibrate } from './calibrate.ts';
import { writeChecked } from './write-checked.ts';

beforeAll(useWasm);

const EXPORT_FORMATS: ExportFormat[] = [
  'tfjs',
  'web-page',
  'teachable-machine',
  'keras',
  'onnx',
  'tflite',
];

/** A case that knows its first two pictures, one of each class, and the preview's answers to all three. */
async function knowingCase(format: ExportFormat) {
  const { source, network } = await exportCase(SEEDED_NETWORK, 'linear', 2);
  const rows = await embeddings(
    source.backbone,
    source.golden.map(({ pixels }) => pixels),
  );
  const { cols, values } = joined(rows.slice(0, 2));
  const prototypes = prototypesOf(values, cols, [1, 1]);
  const known = { prototypes, least: 0.25, usual: 0.5, threshold: 0.375 };
  const proof = source.golden.map((picture, at) => ({
    ...picture,
    similarity: similarity(prototypes, rows[at] ?? new Float32Array()),
  }));
  const carried = noneOfThese(known, network, format);
  if (carried === null) throw new Error('nothing carried');
  const figures =
    format === 'tflite'
      ? await calibrate(
          network,
          proof.map(({ pixels }) => pixels),
          async () => undefined,
        )
      : [];
  const write = (changes: Partial<typeof carried> | null, asked = proof) =>
    writeChecked(
      { format, precision: 'float32' },
      { ...source, noneOfThese: changes && { ...carried, ...changes } },
      network,
      figures,
      asked,
    );
  return { network, proof, write };
}

test.each(EXPORT_FORMATS)('%s: "None of these" is proved too', async (format) => {
  const { network, proof, write } = await knowingCase(format);
  expect(new Set(proof.map((picture) => picture.similarity.toFixed(3))).size).toBeGreaterThan(1);
  const right = await write({});
  if (!right.ok) throw new Error(JSON.stringify(right.fault));
  for (const { path, largestDifference } of right.value.checked) {
    expect(largestDifference, path).toBeLessThan(path.includes('int8') ? 0.01 : 1e-4);
  }

  const refused = { ok: false, fault: { kind: 'self-check-failed' } };
  // The node of another part of the network, or none at all, or known pictures left out.
  expect(await write({ embedding: network.operations[0]?.name ?? '' })).toMatchObject(refused);
  expect(await write({ embedding: 'nowhere' })).toMatchObject(refused);
  expect(await write(null)).toMatchObject(refused);
  const moved = proof.map((picture) => ({ ...picture, similarity: picture.similarity - 0.01 }));
  expect(await write({}, moved)).toMatchObject(refused);
});

test('says how far it is while the file is read back, and ends when told to', async () => {
  const { source, network } = await exportCase(SEEDED_NETWORK, 'linear', 2);
  const wanted = { format: 'keras', precision: 'float32' } as const;
  const proof = source.golden.map((picture) => ({ ...picture, similarity: null }));
  const heard: number[] = [];
  const written = await writeChecked(wanted, source, network, [], proof, async (fraction) => {
    heard.push(fraction);
  });
  expect(written.ok).toBe(true);
  // Once before it is written, then before each picture by each of the two files.
  expect(heard).toHaveLength(1 + 2 * proof.length);
  expect(heard).toEqual(heard.toSorted((a, b) => a - b));
  expect(heard.at(-1)).toBeLessThan(1);
  const ended = await writeChecked(wanted, source, network, [], proof, async (fraction) => {
    if (fraction > 0.6) throw new Error('stop');
  });
  expect(ended.ok).toBe(false);
});
