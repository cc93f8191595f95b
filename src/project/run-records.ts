/** The runs on disk: a record each, so that the damage of one costs no other. */
import { createStore, delMany, entries, get, keys, set } from 'idb-keyval';
import * as v from 'valibot';
import { OptionsSchema } from '../exporters/project-file/model-schema.ts';
import { identifierTime } from './identifier.ts';
import { type RunLabel, readLabels, removeLabels, writeLabel } from './run-labels.ts';
import { readModel, type TrainedModel } from './trained-model.ts';
import type { ClassId } from './types.ts';

/** A finished training, kept to be compared with others and to be gone back to. */
export interface Run {
  /** Tells when it was kept. */
  id: string;
  /** Counts the project's runs, so that a user can name one. */
  number: number;
  /** 'opened': it came with a project file. */
  origin: 'trained' | 'opened';
  /** Stays when room is made for new ones. */
  pinned: boolean;
  model: TrainedModel;
}

const store = createStore('show-and-tell-runs', 'records');

const runSchema = v.object({
  id: v.string(),
  number: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  origin: v.picklist(['trained', 'opened']),
  pinned: v.boolean(),
  model: v.looseObject({ options: OptionsSchema }),
});

function readRun(stored: unknown): Run | null {
  const parsed = v.safeParse(runSchema, stored);
  if (!parsed.success) return null;
  const model = readModel(parsed.output.model);
  return model === null ? null : { ...parsed.output, model };
}

/** Newest first; damaged ones are left out. Throws what IndexedDB throws. */
export async function readRuns(): Promise<Run[]> {
  const stored: [IDBValidKey, unknown][] = await entries(store);
  return stored.flatMap(([, record]) => readRun(record) ?? []).sort(newestFirst);
}

/** What names each run, newest first; a run is read only where its label is missing. Throws likewise. */
export async function readRunLabels(): Promise<RunLabel[]> {
  const ids = (await keys(store)).map(String);
  const stored = await readLabels(ids).catch(() => []);
  const labels: RunLabel[] = [];
  for (const [at, id] of ids.entries()) {
    const label = stored[at] ?? (await labelAnew(id));
    if (label !== null) labels.push(label);
  }
  return labels.sort(newestFirst);
}

async function labelAnew(id: Run['id']): Promise<RunLabel | null> {
  const run = readRun(await get<unknown>(id, store));
  if (run !== null) await keepLabel(run);
  return run;
}

/** Whatever becomes of it: a label that is missing is made when it is wanted. */
async function keepLabel(run: Run): Promise<void> {
  await writeLabel(run).catch(() => undefined);
}

export async function writeRun(run: Run): Promise<void> {
  await set(run.id, run, store);
  await keepLabel(run);
}

/** Nothing happens to one that is gone, or cannot be read. */
export async function pinRunRecord(id: Run['id'], pinned: boolean): Promise<void> {
  const run = readRun(await get<unknown>(id, store));
  if (run !== null) await writeRun({ ...run, pinned });
}

export async function removeRunRecords(ids: Run['id'][]): Promise<void> {
  await delMany(ids, store);
  await removeLabels(ids).catch(() => undefined);
}

/** Removes for good the runs that know none of these classes any more. */
export async function removeRunsWithout(classes: ReadonlySet<ClassId>): Promise<void> {
  const gone = (await readRuns()).filter(
    ({ model }) => !model.classIds.some((id) => classes.has(id)),
  );
  await removeRunRecords(gone.map(({ id }) => id));
}

function newestFirst(a: RunLabel, b: RunLabel): number {
  return identifierTime(b.id) - identifierTime(a.id) || b.number - a.number;
}
