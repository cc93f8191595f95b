import 'fake-indexeddb/auto';
import { createStore, set } from 'idb-keyval';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  filledProject,
  modelOf,
  open,
  savedBlob,
  start,
  state,
} from '../../tests/support/filled-project.ts';
import { engine } from '../engine/engine.ts';
import { ok } from '../result.ts';
import { deleteClass, removeAll, undo } from './classes.ts';
import { writeClasses } from './disk.ts';
import { saveModel } from './model.ts';
import { dismiss, noticeStore } from './notices.ts';
import { type Run, readRuns, removeRunRecords, writeRun } from './run-records.ts';
import {
  deleteRun,
  keepRun,
  MOST_RUNS,
  openRuns,
  pinRun,
  restoreRun,
  runsOfProject,
  runsStore,
  surplusRuns,
} from './runs.ts';
import type { TrainedModel } from './trained-model.ts';

const stored = createStore('show-and-tell-runs', 'records');

/** A model of the project at hand, the `nth` to be trained. */
function trained(nth: number): TrainedModel {
  const trainedAt = new Date(Date.UTC(2026, 10, 24, 1, nth)).toISOString();
  return { ...modelOf(state().classes), trainedAt };
}

async function keptRun(model: TrainedModel): Promise<Run> {
  await keepRun(model, 'trained');
  const run = (await readRuns()).find((each) => each.model.trainedAt === model.trainedAt);
  if (run === undefined) throw new Error('not kept');
  return run;
}

const ofProject = async () => {
  const { classes, model } = state();
  return runsOfProject(await readRuns(), classes, model);
};
const minutes = (runs: Run[]) => runs.map(({ model }) => new Date(model.trainedAt).getUTCMinutes());

beforeEach(async () => {
  await filledProject();
  for (const { key } of noticeStore.getState().notices) dismiss(key);
});

describe('keeping', () => {
  test('runs come back whole, newest first, numbered', async () => {
    const rows = Int32Array.of(0, 1);
    const judged = {
      sampleIds: ['a', 'b'],
      labels: rows,
      groups: rows,
      folds: rows,
      probabilities: Float32Array.of(0.75, 0.25, 0.5, 0.5),
    };
    const first: TrainedModel = {
      ...trained(1),
      judged,
      tested: judged,
      options: { kind: 'hidden', units: 8, epochs: 5, batchSize: 4, learningRate: 0.01 },
      ownSimilarities: Float32Array.of(0.5),
    };
    await keepRun(first, 'opened');
    await keepRun(trained(2), 'trained');
    const runs = await readRuns();
    expect(runs.map(({ number, origin, pinned }) => ({ number, origin, pinned }))).toEqual([
      { number: 2, origin: 'trained', pinned: false },
      { number: 1, origin: 'opened', pinned: false },
    ]);
    expect(runs[1]?.model).toEqual(first);
  });

  test('a model is one run, however often it is kept', async () => {
    await Promise.all([keepRun(trained(1), 'trained'), keepRun(trained(1), 'opened')]);
    expect(minutes(await readRuns())).toEqual([1]);
  });

  test('a damaged run is left out, the others stand', async () => {
    const run = await keptRun(trained(1));
    const { model } = run;
    const judged = {
      sampleIds: ['a'],
      labels: Int32Array.of(7),
      groups: Int32Array.of(0),
      folds: Int32Array.of(0),
      probabilities: new Float32Array(2),
    };
    await set('no model', { ...run, model: { classIds: [] } }, stored);
    await set('no options', { ...run, model: { ...model, options: { kind: 'hidden' } } }, stored);
    await set('no run', 7, stored);
    expect(await readRuns()).toEqual([run]);
    // Only what was said of its pictures is damaged: the rest is worth keeping.
    await set(run.id, { ...run, model: { ...model, judged } }, stored);
    expect(await readRuns()).toEqual([{ ...run, model: { ...model, judged: null } }]);
  });

  test('beyond the most that are kept the oldest goes, but for pinned ones and the one in use', async () => {
    await saveModel(trained(3));
    const runs: Run[] = [];
    for (let nth = 1; nth <= MOST_RUNS; nth++) runs.push(await keptRun(trained(nth)));
    const [first] = runs;
    if (first === undefined) throw new Error('no run');
    await pinRun(first, true);
    await keepRun(trained(30), 'trained');
    await keepRun(trained(31), 'trained');
    const left = await readRuns();
    expect(left).toHaveLength(MOST_RUNS);
    // Of 1, 2, 3, 4 … the first is pinned and the third in use.
    expect(minutes(left).reverse().slice(0, 4)).toEqual([1, 3, 5, 6]);
    expect(minutes(left).slice(0, 2)).toEqual([31, 30]);
  });

  test('the newest never makes room for itself', () => {
    const run = (nth: number, pinned: boolean): Run => ({
      id: String(nth),
      number: nth,
      origin: 'trained',
      pinned,
      model: trained(nth),
    });
    const all = Array.from({ length: MOST_RUNS + 1 }, (_, at) => run(50 - at, at > 0));
    expect(surplusRuns(all, null)).toEqual([]);
    expect(surplusRuns([...all.slice(0, -1), run(1, false)], null).map(({ id }) => id)).toEqual([
      '1',
    ]);
  });

  test('where the disk is full the model in use stays, and the user hears of the run', async () => {
    const model = trained(1);
    await saveModel(model);
    const write = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    await keepRun(model, 'trained');
    write.mockRestore();
    expect(noticeStore.getState().notices.map(({ key, tone }) => [key, tone])).toEqual([
      ['runs', 'error'],
    ]);
    expect(noticeStore.getState().notices[0]?.text).toContain('disk is full');
    expect(state().model).toEqual(model);
    await start();
    expect(state().model).toEqual(model);
    // The next one is kept again.
    await keepRun(trained(2), 'trained');
    expect(minutes(await readRuns())).toEqual([2]);
  });
});

describe('whose runs they are', () => {
  test('all deleted: none; undone: there again', async () => {
    await keepRun(trained(1), 'trained');
    await removeAll();
    expect(await ofProject()).toEqual([]);
    await undo();
    expect(minutes(await ofProject())).toEqual([1]);
  });

  test('an opened project brings its model as a run, in place of those that were', async () => {
    await keepRun(trained(1), 'trained');
    await open(await savedBlob());
    expect((await ofProject()).map(({ number, origin }) => ({ number, origin }))).toEqual([
      { number: 1, origin: 'opened' },
    ]);
    expect((await ofProject())[0]?.model).toEqual(state().model);
    await undo();
    expect(minutes(await ofProject())).toEqual([1]);
  });

  test('a run of a class that is left, and the one in use, are the project’s', async () => {
    const [one, other] = state().classes;
    if (one === undefined || other === undefined) throw new Error('no classes');
    await keepRun(trained(1), 'trained');
    await keepRun(trained(2), 'trained');
    await saveModel(trained(2));
    await deleteClass(one.id);
    expect(minutes(await ofProject())).toEqual([2, 1]);
    await deleteClass(other.id);
    expect(minutes(await ofProject())).toEqual([2]);
  });

  test('a start removes for good the runs of classes that are gone for good', async () => {
    const [one, other] = state().classes;
    if (one === undefined || other === undefined) throw new Error('no classes');
    await keepRun(trained(1), 'trained');
    await keepRun({ ...trained(2), classIds: [one.id, 'another'] }, 'trained');
    const longAgo = Date.now() - 3_600_000;
    // The worker, which Node has not, would drop the embeddings.
    const forget = vi.spyOn(engine, 'forget').mockResolvedValue(ok(null));
    await writeClasses([{ ...one, deletedAt: longAgo }]);
    await start();
    expect(forget).toHaveBeenCalled();
    expect(minutes(await readRuns())).toEqual([1]);
  });
});

describe('while they are looked at', () => {
  const shown = () => {
    const now = runsStore.getState().state;
    return now.kind === 'ready' ? minutes(now.runs) : now.kind;
  };

  test('they are in the store, and the model in use is among them', async () => {
    await writeRun(await keptRun(trained(1)));
    await saveModel(trained(2));
    const close = openRuns();
    await vi.waitFor(() => expect(shown()).toEqual([2, 1]));
    await keepRun(trained(3), 'trained');
    expect(shown()).toEqual([3, 2, 1]);
    close();
    expect(shown()).toBe('loading');
  });

  test('deleting one, and taking that back', async () => {
    await saveModel(trained(2));
    const run = await keptRun(trained(1));
    const close = openRuns();
    await vi.waitFor(() => expect(shown()).toEqual([2, 1]));
    expect(await deleteRun(run)).toBe(true);
    expect(shown()).toEqual([2]);
    await restoreRun(run);
    expect(shown()).toEqual([2, 1]);
    close();
  });

  test('one that another tab has deleted does not come back by pinning it', async () => {
    const run = await keptRun(trained(1));
    await removeRunRecords([run.id]);
    await pinRun(run, true);
    expect(await readRuns()).toEqual([]);
  });
});
