import { unzipSync, zipSync } from 'fflate';
import { beforeAll, expect, test } from 'vitest';
import { exportCase, SEEDED_NETWORK } from '../../../tests/support/export-cases.ts';
import { useWasm } from '../../../tests/support/export-engine.ts';
import { largestDifference } from '../../exporters/largest-difference.ts';
import type { GoldenPicture } from '../../exporters/types.ts';
import type { Answer } from './ask-head.ts';
import { answersOf } from './check-export.ts';
import { writeExport } from './write-export.ts';

beforeAll(useWasm);

const difference = (golden: readonly GoldenPicture[], rows: readonly Answer[]) =>
  largestDifference(
    golden,
    rows.map(({ probabilities }) => probabilities),
  );

async function kerasExport() {
  const { source, network } = await exportCase(SEEDED_NETWORK, 'hidden', 3);
  const wanted = { format: 'keras', precision: 'float32' } as const;
  const written = await writeExport(wanted, source, network, [], 8);
  if (!written.ok) throw new Error(JSON.stringify(written.fault));
  const { head, golden } = source;
  return { head, golden, zip: written.value, files: unzipSync(written.value) };
}

test('both files of the Keras zip are read back and run', async () => {
  const { golden, zip } = await kerasExport();
  const crops = golden.map(({ pixels }) => pixels);
  const answers = await answersOf('keras', zip, crops);
  if (!answers.ok) throw new Error(JSON.stringify(answers.fault));
  expect([...answers.value.keys()]).toEqual(['model.keras', 'model.h5']);
  for (const rows of answers.value.values()) {
    expect(difference(golden, rows)).toBeLessThan(1e-4);
  }
});

test('what is wrong in model.h5 alone is noticed', async () => {
  const { head, golden, files } = await kerasExport();
  const crops = golden.map(({ pixels }) => pixels);
  const given = async (legacy: Uint8Array) =>
    await answersOf('keras', zipSync({ ...files, 'model.h5': legacy }, { level: 0 }), crops);
  const right = files['model.h5'] ?? new Uint8Array();

  const { 'model.h5': _, ...rest } = files;
  const unreadable = { kind: 'bad-graph', detail: 'model.h5: unreadable' };
  expect(await answersOf('keras', zipSync(rest), crops)).toEqual({
    ok: false,
    fault: { kind: 'not-exported', fault: unreadable },
  });
  expect(await given(right.slice(0, -1))).toMatchObject({
    ok: false,
    fault: { kind: 'not-exported', fault: { kind: 'bad-weights' } },
  });

  // A bias that the file's own checksums do not cover.
  const changed = right.slice();
  const at = Buffer.from(changed).lastIndexOf(Buffer.from(head.bias.buffer));
  new DataView(changed.buffer).setFloat32(at, 3, true);
  const answers = await given(changed);
  if (!answers.ok) throw new Error(JSON.stringify(answers.fault));
  const [keras, legacy] = [...answers.value.values()].map((rows) => difference(golden, rows));
  expect(keras).toBeLessThan(1e-4);
  expect(legacy).toBeGreaterThan(0.01);
});
