import 'fake-indexeddb/auto';
import { expect, it } from 'vitest';
import { seededRandom } from '../../head/random.ts';
import type { AnalysisRequest } from '../protocol.ts';
import { analyseJob } from './analyse-job.ts';
import { EmbeddingStore } from './embedding-store.ts';

const FEATURES = 8;
const ROWS = 60;
const request: AnalysisRequest = {
  fingerprint: 'f',
  rows: Array.from({ length: ROWS }, (_, row) => ({
    sampleId: `s${row}`,
    label: row % 2,
    group: row,
  })),
  testRows: [],
  classes: 2,
  probabilities: new Float32Array(2 * ROWS).fill(0.5),
  folds: Int32Array.from({ length: ROWS }, (_, row) => Math.floor(row / 2) % 5),
};

/** Two classes that lie apart in the first feature. */
async function store(rows = ROWS): Promise<EmbeddingStore> {
  const random = seededRandom(1);
  const values = Float32Array.from({ length: rows * FEATURES }, (_, at) => {
    const apart = at % FEATURES === 0 && Math.floor(at / FEATURES) % 2 === 1 ? 1 : 0;
    return random() + apart;
  });
  const made = new EmbeddingStore(`fingerprint of ${rows} rows`.padEnd(16, '-'), FEATURES);
  const ids = request.rows.slice(0, rows).map(({ sampleId }) => sampleId);
  await made.write(ids, values, false);
  return made;
}

it('draws the learning curve, and says how far it is', async () => {
  const heard: number[] = [];
  const { signal } = new AbortController();
  const answer = await analyseJob(request, await store(), {
    signal,
    onProgress: (fraction) => heard.push(fraction),
  });
  const curve = answer.ok ? answer.value.learningCurve : null;
  expect(curve?.points.length).toBeGreaterThan(1);
  expect(curve?.points.at(-1)?.accuracy).toBeGreaterThan(0.8);
  expect(heard).toEqual([...heard].sort((a, b) => a - b));
  expect(heard.at(-1)).toBeCloseTo(1, 10);
});

it('finds test rows that are nearly the same as a row; they come after the rows', async () => {
  const made = await store();
  const row = await made.gather(['s7'], false);
  if ('missing' in row) throw new Error('no embedding');
  await made.write(['t0'], row.values, false);
  const { signal } = new AbortController();
  const testRows = [{ sampleId: 't0', label: 1, group: 0 }];
  const asked = { ...request, testRows };
  const answer = await analyseJob(asked, made, { signal, onProgress: () => {} });
  const groups = answer.ok ? answer.value.nearDuplicates : [];
  expect(groups.find((rows) => rows.includes(ROWS))).toContain(7);
  const without = await analyseJob(request, made, { signal, onProgress: () => {} });
  expect(answer.ok && without.ok && answer.value.labelDoubts).toEqual(
    without.ok && without.value.labelDoubts,
  );
});

it('says how many embeddings are missing', async () => {
  const { signal } = new AbortController();
  const some = await store(10);
  const answer = await analyseJob(request, some, { signal, onProgress: () => {} });
  expect(answer).toEqual({ ok: false, fault: { kind: 'missing-embeddings', count: ROWS - 10 } });
});

it('stops when it is cancelled', async () => {
  const controller = new AbortController();
  const job = { signal: controller.signal, onProgress: () => controller.abort() };
  const answer = await analyseJob(request, await store(), job);
  expect(answer).toEqual({ ok: false, fault: { kind: 'cancelled' } });
});
