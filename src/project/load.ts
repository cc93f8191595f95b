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
import { followOtherTabs } from './other-tabs.ts';
import { readSettings } from './settings.ts';
import { arrange, projectStore } from './store.ts';
import { readModel } from './trained-model.ts';
import type { PictureClass, Sample } from './types.ts';

/** How long a deletion can be undone in some other tab before it is made final. */
const GRACE_PERIOD = 10 * 60_000;

/**
 * Reads the project from disk into the store; a new one gets two empty classes. From then on changes
 * made in other tabs are followed. Sets the status to 'failed' where the browser gives no storage.
 */
export async function loadProject(): Promise<void> {
  try {
    await readAll();
    followOtherTabs(() => void readAll());
    void removeOrphanPictures(GRACE_PERIOD);
  } catch {
    projectStore.setState({ status: 'failed' });
  }
}

async function readAll(): Promise<void> {
  const before = projectStore.getState();
  const [classes, samples, settings, model] = await Promise.all([
    readClasses(),
    readSamples(),
    readProjectRecord('settings'),
    readProjectRecord('model'),
  ]);
  // Something was saved while we read: what we hold is older than what is shown. Read again.
  if (projectStore.getState() !== before) return readAll();
  await makeDeletionsFinal(classes, samples);
  const missing = await missingClasses(classes, samples);
  projectStore.setState({
    ...arrange([...classes, ...missing], samples),
    settings: readSettings(settings),
    model: readModel(model),
    status: 'ready',
  });
  embeddingQueue.wake();
}

/**
 * Classes to add so that nothing on disk is out of sight: two empty ones for a new project, and one
 * for samples whose class has no record (another tab deleted it for good while they came in).
 */
async function missingClasses(classes: PictureClass[], samples: Sample[]): Promise<PictureClass[]> {
  const known = new Set(classes.map((each) => each.id));
  const homeless = samples.find(
    (sample) => sample.deletedAt === null && !known.has(sample.classId),
  );
  const missing: PictureClass[] = [];
  if (homeless) missing.push(newClass(classes, { id: homeless.classId, name: 'Recovered' }));
  if (classes.every((each) => each.deletedAt !== null) && missing.length === 0) {
    // Fixed ids: two tabs that start at once make the same two classes.
    missing.push(newClass([], { id: 'class-1', name: 'Class 1', order: 1 }));
    missing.push(newClass([], { id: 'class-2', name: 'Class 2', order: 2 }));
  }
  if (missing.length > 0) await writeClasses(missing);
  return missing;
}

/** Removes what was deleted longer ago than the grace period, from disk and from the lists given. */
async function makeDeletionsFinal(classes: PictureClass[], samples: Sample[]): Promise<void> {
  const before = Date.now() - GRACE_PERIOD;
  const final = (deletedAt: number | null) => deletedAt !== null && deletedAt < before;
  const goneClasses = classes.filter((each) => final(each.deletedAt));
  const goneIds = new Set(goneClasses.map((each) => each.id));
  const goneSamples = samples.filter((each) => final(each.deletedAt) || goneIds.has(each.classId));
  if (goneClasses.length === 0 && goneSamples.length === 0) return;
  await purge(goneSamples, goneClasses);
  void engine.forget(goneSamples.map((sample) => sample.id));
  const sampleIds = new Set(goneSamples.map((sample) => sample.id));
  classes.splice(0, classes.length, ...classes.filter((each) => !goneIds.has(each.id)));
  samples.splice(0, samples.length, ...samples.filter((each) => !sampleIds.has(each.id)));
}
