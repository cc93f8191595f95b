import 'fake-indexeddb/auto';
import { createStore, del, set } from 'idb-keyval';
import { beforeEach, expect, test, vi } from 'vitest';
import { filledProject, modelOf, state } from '../../tests/support/filled-project.ts';
import { newerRun } from './newer-run.ts';
import { readRunLabels, readRuns, removeRunRecords, writeRun } from './run-records.ts';
import type { TrainedModel } from './trained-model.ts';

const RUNS = 'show-and-tell-runs';
const runs = createStore(RUNS, 'records');
const labels = createStore('show-and-tell-run-labels', 'records');

/** A model of the project at hand, the `nth` to be trained. */
function trained(nth: number): TrainedModel {
  const trainedAt = new Date(Date.UTC(2026, 10, 24, 1, nth)).toISOString();
  return { ...modelOf(state().classes), trainedAt };
}

async function keep(nth: number): Promise<void> {
  const id = `00000000${nth}-run`;
  await writeRun({ id, number: nth, origin: 'trained', pinned: false, model: trained(nth) });
}

const numberNewerThan = async (nth: number) =>
  (await newerRun(trained(nth), state().classes))?.number ?? null;

/** Counts the runs that are read whole. */
function watchRuns(): () => number {
  const reads = (['get', 'getAll'] as const).map((method) =>
    vi.spyOn(IDBObjectStore.prototype, method),
  );
  const ofRuns = (store: unknown) =>
    store instanceof IDBObjectStore && store.transaction.db.name === RUNS;
  return () => reads.flatMap(({ mock }) => mock.contexts.filter(ofRuns)).length;
}

beforeEach(async () => {
  vi.restoreAllMocks();
  await filledProject();
  for (const nth of [1, 2, 3]) await keep(nth);
});

test('the newest run is found without reading any', async () => {
  const read = watchRuns();
  expect(await numberNewerThan(1)).toBe(3);
  expect(await numberNewerThan(3)).toBeNull();
  // A model that is no run.
  expect(await numberNewerThan(7)).toBeNull();
  expect(read()).toBe(0);
});

test('a run whose label is missing or damaged is read once', async () => {
  const [newest] = await readRuns();
  await del(newest?.id ?? '', labels);
  await set('000000002-run', { number: 'two' }, labels);
  const read = watchRuns();
  expect(await numberNewerThan(1)).toBe(3);
  expect(read()).toBe(2);
  expect(await numberNewerThan(2)).toBe(3);
  expect(read()).toBe(2);
});

test('the label of a run that is gone counts for nothing', async () => {
  await removeRunRecords(['000000003-run']);
  expect(await numberNewerThan(1)).toBe(2);
  // As a version that knows no labels would remove it.
  await del('000000002-run', runs);
  expect(await numberNewerThan(1)).toBeNull();
  expect((await readRunLabels()).map(({ number }) => number)).toEqual([1]);
});

test('a run of which nothing can be read is none', async () => {
  await set('000000009-run', 7, runs);
  expect(await numberNewerThan(1)).toBe(3);
});
