import type { PictureFault, PreparedPicture } from '../picture/types.ts';
import { decoder } from '../project/decoder.ts';
import { embeddingQueue } from '../project/embedding-queue.ts';
import { addSample } from '../project/samples.ts';
import type { ClassId, Sample } from '../project/types.ts';
import type { Result } from '../result.ts';
import { forEachGroup } from './file-groups.ts';
import { countIntake, type RefusedFile } from './intake-state.ts';
import { lookUpSizes } from './look-up-sizes.ts';

type Prepared = Result<PreparedPicture, PictureFault>;

export interface IntakeOutcome {
  saved: number;
  refused: RefusedFile[];
  cancelled: boolean;
}

/**
 * Takes files into a class: each is decoded, checked, saved and queued for its embedding. A file
 * that fails is named in the outcome; the others go on. Cancelling keeps what is saved.
 * @param testOnly they are never to be trained on.
 */
export async function takeIn(
  files: File[],
  classId: ClassId,
  testOnly = false,
): Promise<IntakeOutcome> {
  const controller = new AbortController();
  const { signal } = controller;
  const count = countIntake(classId, files.length, () => controller.abort());
  const outcome: IntakeOutcome = { saved: 0, refused: [], cancelled: false };
  // The order of the files, not of their decoding: the same upload must give the same folds.
  const start = Date.now();
  const keepOne = async (file: File, prepared: Prepared, place: number) => {
    const to = { classId, testOnly, addedAt: start + place / 1000 };
    const refused = await keep(file, prepared, to);
    if (refused === null) outcome.saved += 1;
    else outcome.refused.push(refused);
    count.one();
  };
  const take = async (group: File[], first: number) => {
    const kept: Promise<void>[] = [];
    for await (const prepared of decoder.prepareFiles(group, signal)) {
      const file = group[kept.length];
      if (signal.aborted || file === undefined) break;
      kept.push(keepOne(file, prepared, first + kept.length));
    }
    await Promise.all(kept);
  };
  await lookUpSizes(files, signal);
  await forEachGroup(files, take, { signal, room: () => embeddingQueue.room() });
  outcome.cancelled = signal.aborted;
  count.end();
  return outcome;
}

/** Puts one picture on disk. Answers null, or why its file did not become a sample. */
async function keep(
  file: File,
  prepared: Prepared,
  to: Pick<Sample, 'classId' | 'testOnly' | 'addedAt'>,
): Promise<RefusedFile | null> {
  const { name } = file;
  if (!prepared.ok) return { name, fault: prepared.fault };
  const { stored, pixels } = prepared.value;
  const fault = await addSample({ ...to, burstId: null, name, stored, pixels });
  return fault === null ? null : { name, fault: { kind: 'not-saved', storage: fault } };
}

/** Takes one webcam frame into a class; the frame is closed. */
export async function takeFrame(
  frame: ImageBitmap,
  classId: ClassId,
  burstId: string,
  mirror: boolean,
): Promise<RefusedFile | null> {
  const name = 'webcam';
  const addedAt = Date.now();
  const prepared = await decoder.prepare(frame, { mirror });
  if (!prepared.ok) return { name, fault: prepared.fault };
  const { stored, pixels } = prepared.value;
  const fault = await addSample({ classId, burstId, name, addedAt, stored, pixels });
  return fault === null ? null : { name, fault: { kind: 'not-saved', storage: fault } };
}
