import { nextTask } from '../next-task.ts';
import type { CropPixels, StoredPicture } from '../picture/types.ts';
import { markDeleted } from './classes.ts';
import { writeNewSamples } from './disk.ts';
import { embeddingQueue } from './embedding-queue.ts';
import { newIdentifier } from './identifier.ts';
import { tellOtherTabs } from './other-tabs.ts';
import { type StorageFault, storageFault } from './saving.ts';
import { oldestFirst, projectStore } from './store.ts';
import type { ClassId, Sample, SampleId } from './types.ts';

/** A picture on its way in. */
export interface NewSample {
  classId: ClassId;
  burstId: string | null;
  name: string;
  /** Milliseconds since 1970; samples stand in this order. */
  addedAt: number;
  testOnly?: boolean;
  stored: StoredPicture;
  /** Its crop, so that it need not be decoded again for its embedding. */
  pixels: CropPixels;
}

interface Waiting {
  sample: Sample;
  bytes: Uint8Array<ArrayBuffer>;
  pixels: CropPixels;
  settle: (fault: StorageFault | null) => void;
}

/** At most so many samples go to disk in one transaction: small enough to lose little to one failure. */
const LARGEST_BATCH = 16;

/**
 * How long a batch that is not full waits for more, since a transaction costs as much as several
 * pictures in it: the first one of many hardly, so that it is seen at once, each next one twice as long.
 */
const COMPANY_MILLISECONDS = { first: 20, most: 160 };

const waiting: Waiting[] = [];
let full: () => void = () => undefined;
let writing = false;
let askedToPersist = false;

/**
 * Puts a picture on disk, then into the store (the screen shows only what is saved), then into the
 * embedding queue. Answers null, or why it could not be saved. Pictures that arrive while a write is
 * under way share the next transaction.
 */
export function addSample(added: NewSample): Promise<StorageFault | null> {
  const { classId, burstId, name, addedAt, stored, pixels } = added;
  const { bytes, type, width, height } = stored;
  const id = newIdentifier();
  const state = { addedAt, testOnly: added.testOnly ?? false, deletedAt: null };
  const sample: Sample = { id, classId, burstId, name, type, width, height, ...state };
  return new Promise((settle) => {
    waiting.push({ sample, bytes, pixels, settle });
    if (waiting.length >= LARGEST_BATCH) full();
    if (!writing) void writeWaiting();
  });
}

async function writeWaiting(): Promise<void> {
  writing = true;
  askToPersist();
  try {
    let patience = COMPANY_MILLISECONDS.first;
    while (waiting.length > 0) {
      if (waiting.length < LARGEST_BATCH) await company(patience);
      await writeBatch(waiting.splice(0, LARGEST_BATCH));
      // What was written can be drawn now: the next write is for a task of its own.
      await nextTask();
      patience = Math.min(2 * patience, COMPANY_MILLISECONDS.most);
    }
  } finally {
    writing = false;
  }
}

/** Resolves when a batch is full, or the time is over. */
function company(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    full = () => {
      clearTimeout(timer);
      resolve();
    };
  });
}

async function writeBatch(batch: Waiting[]): Promise<void> {
  try {
    await writeNewSamples(batch);
  } catch (error) {
    for (const { settle } of batch) settle(storageFault(error));
    return;
  }
  // The class may have been deleted while pictures were on their way: `undo` reads them from disk.
  const { samples } = projectStore.getState();
  const arrived = batch.filter(({ sample }) => samples[sample.classId] !== undefined);
  show(arrived.map(({ sample }) => sample));
  embeddingQueue.add(arrived);
  for (const { settle } of batch) settle(null);
  tellOtherTabs();
}

function show(added: Sample[]): void {
  projectStore.setState((state) => {
    const samples = { ...state.samples };
    for (const id of new Set(added.map(({ classId }) => classId))) {
      const arrived = added.filter(({ classId }) => classId === id);
      samples[id] = [...(samples[id] ?? []), ...arrived].sort(oldestFirst);
    }
    return { samples };
  });
}

/** Asks the browser, once, not to evict this site's data when the disk runs short. */
export function askToPersist(): void {
  if (askedToPersist) return;
  askedToPersist = true;
  // Absent on pages served without https.
  void navigator.storage?.persist?.().catch(() => undefined);
}

export async function deleteSamples(classId: ClassId, ids: Set<SampleId>): Promise<void> {
  const { classes, samples } = projectStore.getState();
  const gone = (samples[classId] ?? []).filter((sample) => ids.has(sample.id));
  const className = classes.find((each) => each.id === classId)?.name ?? '';
  if (gone.length === 0) return;
  await markDeleted([], gone, { kind: 'samples-deleted', count: gone.length, className });
}

/** Removes all samples of a class. */
export async function deleteAllOf(classId: ClassId): Promise<void> {
  const all = projectStore.getState().samples[classId] ?? [];
  await deleteSamples(classId, new Set(all.map(({ id }) => id)));
}

/** Removes samples, of whichever class, whose pictures can no longer be read. */
export async function deleteUnreadable(ids: SampleId[]): Promise<void> {
  const gone = new Set(ids);
  for (const { id } of projectStore.getState().classes) await deleteSamples(id, gone);
}
