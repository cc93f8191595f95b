import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { runNotKeptWords } from '../words/run-words.ts';
import { newIdentifier } from './identifier.ts';
import { notify } from './notices.ts';
import { followOtherTabs, tellOtherTabs } from './other-tabs.ts';
import { pinRunRecord, type Run, readRuns, removeRunRecords, writeRun } from './run-records.ts';
import { saved, storageFault } from './saving.ts';
import { projectStore } from './store.ts';
import {
  isOfOneTraining,
  isSameModel,
  type TrainedModel,
  type TrainingMark,
} from './trained-model.ts';
import type { PictureClass } from './types.ts';

/** Some 20 kB to 1.5 MB each. The oldest make room, but for those pinned and the one in use. */
export const MOST_RUNS = 20;
/** So that there is always one that can go. */
export const MOST_PINNED = 10;

/** Read only while they are looked at: together they may be some 20 MB. */
export type RunsState =
  | { kind: 'loading' }
  | { kind: 'failed' }
  /** Newest first, those of deleted classes too; see `runsOfProject`. */
  | { kind: 'ready'; runs: Run[] };

export const runsStore = createStore<{ state: RunsState }>(() => ({ state: { kind: 'loading' } }));

export function useRuns(): RunsState {
  return useStore(runsStore, ({ state }) => state);
}

/**
 * The runs of the project at hand: those that know one of its classes, and the one in use. So they
 * go with their classes when all is deleted or another project is opened, and come back with Undo.
 */
export function runsOfProject<Kept extends { model: TrainingMark }>(
  runs: Kept[],
  classes: PictureClass[],
  inUse: TrainedModel | null,
): Kept[] {
  const live = new Set(classes.map(({ id }) => id));
  return runs.filter(
    ({ model }) => isOfOneTraining(model, inUse) || model.classIds.some((id) => live.has(id)),
  );
}

/** The runs that have to go so that there are no more than `MOST_RUNS`. */
export function surplusRuns(newestFirst: Run[], inUse: TrainedModel | null): Run[] {
  const over = Math.max(0, newestFirst.length - MOST_RUNS);
  const free = newestFirst
    .slice(1)
    .filter(({ pinned, model }) => !pinned && !isOfOneTraining(model, inUse));
  return free.reverse().slice(0, over);
}

let keeping: Promise<void> = Promise.resolve();

/**
 * Keeps a model as a run, unless it is one already. Never rejects: where it could not be written the
 * user hears of it, and the model in use is not touched.
 */
export function keepRun(model: TrainedModel, origin: Run['origin']): Promise<void> {
  // One after the other, or two of the same model would both find that there is none.
  keeping = keeping.then(() => keep(model, origin));
  return keeping;
}

async function keep(model: TrainedModel, origin: Run['origin']): Promise<void> {
  try {
    const before = await readRuns();
    if (before.some((run) => isSameModel(run.model, model))) return;
    const { classes, model: inUse } = projectStore.getState();
    const numbers = runsOfProject(before, classes, inUse).map(({ number }) => number);
    const number = 1 + Math.max(0, ...numbers);
    const run: Run = { id: newIdentifier(), number, origin, pinned: false, model };
    await writeRun(run);
    const surplus = surplusRuns([run, ...before], inUse);
    await removeRunRecords(surplus.map(({ id }) => id));
    tellOtherTabs();
    await showAgain();
  } catch (error) {
    notify({ key: 'runs', tone: 'error', ...runNotKeptWords(storageFault(error)) });
  }
}

/**
 * Reads the runs and follows them until the function that it gives back is called. A model in use
 * that is no run yet, from before runs were kept, becomes one.
 */
export function openRuns(): () => void {
  const { model } = projectStore.getState();
  const stopFollowing = followOtherTabs(() => void show());
  lookers += 1;
  void (async () => {
    // What has only followed its samples was never judged: there is nothing to compare.
    if (model !== null && model.judgedOn === null) await keepRun(model, 'trained');
    await showAgain();
  })();
  return () => {
    stopFollowing();
    lookers -= 1;
    if (lookers === 0) runsStore.setState({ state: { kind: 'loading' } });
  };
}

let lookers = 0;

async function showAgain(): Promise<void> {
  if (lookers > 0) await show();
}

async function show(): Promise<void> {
  const state: RunsState = await readRuns().then(
    (runs) => ({ kind: 'ready', runs }),
    () => ({ kind: 'failed' }),
  );
  if (lookers > 0) runsStore.setState({ state });
}

export async function pinRun({ id }: Run, pinned: boolean): Promise<void> {
  if (await saved(() => pinRunRecord(id, pinned))) await showAgain();
}

/** False where it could not be: it is still there. */
export async function deleteRun({ id }: Run): Promise<boolean> {
  const done = await saved(() => removeRunRecords([id]));
  if (done) await showAgain();
  return done;
}

/** Takes `deleteRun` back. */
export async function restoreRun(run: Run): Promise<void> {
  if (await saved(() => writeRun(run))) await showAgain();
}
