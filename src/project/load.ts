import { engine } from '../engine/engine.ts';
import { newClass } from './classes.ts';
import {
  purge,
  readClasses,
  readProjectRecord,
  readSamples,
  removeOrphanPictures,
  writeClasses,
} from './disk.ts';
import { embeddingQueue } from './embedding-queue.ts';
import { followOtherTabs, tellOtherTabs } from './other-tabs.ts';
import { removeRunsWithout } from './run-records.ts';
import { readSettings } from './settings.ts';
import { arrange, projectStore, type UndoStep } from './store.ts';
import { isSameModel, readModel, type TrainedModel } from './trained-model.ts';
import { finishInterruptedChange } from './transfer/commit.ts';
import type { PictureClass, Sample } from './types.ts';

/** How long a deletion can be undone, here or in another tab, before a start makes it final. */
const GRACE_PERIOD = 10 * 60_000;

/**
 * Reads the project from disk into the store; a new one gets two empty classes. From then on changes
 * made in other tabs are followed. Sets the status to 'failed' where the browser gives no storage.
 */
export async function loadProject(): Promise<void> {
  try {
    await finishInterruptedChange();
    await readAll(makeDeletionsFinal);
  } catch {
    projectStore.setState({ status: 'failed' });
    return;
  }
  // A read that fails later leaves what is shown; the next change is another chance.
  followOtherTabs(() => void readAll().catch(() => undefined));
  void removeOrphanPictures(GRACE_PERIOD).catch(() => undefined);
}

/** @param clear removes from the records what is not to be shown; they are read only once. */
async function readAll(clear?: (records: Records) => Promise<Records>): Promise<void> {
  const before = projectStore.getState();
  const [allClasses, all, settings, model] = await Promise.all([
    readClasses(),
    readSamples(),
    readProjectRecord('settings'),
    readProjectRecord('model'),
  ]);
  const records = { classes: allClasses, samples: all };
  const { classes, samples } = clear === undefined ? records : await clear(records);
  const missing = missingClasses(classes, samples);
  if (missing.length > 0) await writeClasses(missing);
  // Something was saved while we read: what we hold is older than what is shown. Read again.
  if (projectStore.getState() !== before) return readAll();
  projectStore.setState({
    ...arrange([...classes, ...missing], samples, before.samples),
    settings: readSettings(settings),
    model: sameOrNew(before.model, readModel(model)),
    status: 'ready',
    undoSteps: stillPossible(before.undoSteps, classes, samples),
  });
  embeddingQueue.wake();
}

/** The model that is shown, where the one on disk is no other: what was found out about it stays known. */
function sameOrNew(shown: TrainedModel | null, read: TrainedModel | null): TrainedModel | null {
  const same =
    shown !== null &&
    read !== null &&
    isSameModel(read, shown) &&
    read.known?.threshold === shown.known?.threshold;
  return same ? shown : read;
}

/**
 * What another tab has removed for good cannot be undone here: its pictures are gone. Nor what would
 * put samples back into a class that another tab has deleted: they would be out of sight.
 */
function stillPossible(steps: UndoStep[], classes: PictureClass[], samples: Sample[]): UndoStep[] {
  const there = new Set([...classes, ...samples].map(({ id }) => id));
  const live = classes.filter(({ deletedAt }) => deletedAt === null);
  const homes = new Set([...live, ...steps.flatMap((step) => step.classes)].map(({ id }) => id));
  return steps.filter(
    (step) =>
      [...step.classes, ...step.samples].every(({ id }) => there.has(id)) &&
      step.samples.every(({ classId }) => homes.has(classId)),
  );
}

/**
 * Classes to add so that nothing on disk is out of sight: two empty ones for a new project, and one
 * for samples whose class has no record (another tab deleted it for good while they came in).
 */
function missingClasses(classes: PictureClass[], samples: Sample[]): PictureClass[] {
  const known = new Set(classes.map((each) => each.id));
  const homeless = new Set(
    samples
      .filter(({ deletedAt, classId }) => deletedAt === null && !known.has(classId))
      .map(({ classId }) => classId),
  );
  if (homeless.size > 0) {
    return [...homeless].map((id) => newClass(classes, { id, name: 'Recovered' }));
  }
  if (classes.some((each) => each.deletedAt === null)) return [];
  // Fixed ids: two tabs that start at once make the same two classes.
  return [1, 2].map((order) =>
    newClass([], { id: `class-${order}`, name: `Class ${order}`, order }),
  );
}

interface Records {
  classes: PictureClass[];
  samples: Sample[];
}

/** Removes from disk what was deleted longer ago than the grace period; answers what is left. */
async function makeDeletionsFinal({ classes, samples }: Records): Promise<Records> {
  const before = Date.now() - GRACE_PERIOD;
  const final = ({ deletedAt }: { deletedAt: number | null }) =>
    deletedAt !== null && deletedAt < before;
  const goneClasses = classes.filter(final);
  const goneIds = new Set(goneClasses.map((each) => each.id));
  const goneSamples = samples.filter((each) => final(each) || goneIds.has(each.classId));
  if (goneClasses.length === 0 && goneSamples.length === 0) return { classes, samples };
  const left = classes.filter(({ id }) => !goneIds.has(id));
  if (goneClasses.length > 0) {
    // Runs that cannot be read must not keep the project from opening.
    await removeRunsWithout(new Set(left.map(({ id }) => id))).catch(() => undefined);
  }
  await purge(goneSamples, goneClasses);
  void engine.forget(goneSamples.map((sample) => sample.id));
  tellOtherTabs();
  const gone = new Set(goneSamples);
  return { classes: left, samples: samples.filter((each) => !gone.has(each)) };
}
