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
import { readSettings } from './settings.ts';
import { arrange, projectStore, type UndoStep } from './store.ts';
import { readModel } from './trained-model.ts';
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
    await makeDeletionsFinal();
    await readAll();
  } catch {
    projectStore.setState({ status: 'failed' });
    return;
  }
  // A read that fails later leaves what is shown; the next change is another chance.
  followOtherTabs(() => void readAll().catch(() => undefined));
  void removeOrphanPictures(GRACE_PERIOD).catch(() => undefined);
}

async function readAll(): Promise<void> {
  const before = projectStore.getState();
  const [classes, samples, settings, model] = await Promise.all([
    readClasses(),
    readSamples(),
    readProjectRecord('settings'),
    readProjectRecord('model'),
  ]);
  const missing = missingClasses(classes, samples);
  if (missing.length > 0) await writeClasses(missing);
  // Something was saved while we read: what we hold is older than what is shown. Read again.
  if (projectStore.getState() !== before) return readAll();
  projectStore.setState({
    ...arrange([...classes, ...missing], samples),
    settings: readSettings(settings),
    model: readModel(model),
    status: 'ready',
    undoSteps: before.undoSteps.filter((step) => stillOnDisk(step, classes, samples)),
  });
  embeddingQueue.wake();
}

/** What another tab has removed for good cannot be undone here: its pictures are gone. */
function stillOnDisk(step: UndoStep, classes: PictureClass[], samples: Sample[]): boolean {
  const there = new Set([...classes, ...samples].map(({ id }) => id));
  return [...step.classes, ...step.samples].every(({ id }) => there.has(id));
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

/** Removes from disk what was deleted longer ago than the grace period. */
async function makeDeletionsFinal(): Promise<void> {
  const before = Date.now() - GRACE_PERIOD;
  const final = ({ deletedAt }: { deletedAt: number | null }) =>
    deletedAt !== null && deletedAt < before;
  const [classes, samples] = await Promise.all([readClasses(), readSamples()]);
  const goneClasses = classes.filter(final);
  const goneIds = new Set(goneClasses.map((each) => each.id));
  const goneSamples = samples.filter((each) => final(each) || goneIds.has(each.classId));
  if (goneClasses.length === 0 && goneSamples.length === 0) return;
  await purge(goneSamples, goneClasses);
  void engine.forget(goneSamples.map((sample) => sample.id));
  tellOtherTabs();
}
