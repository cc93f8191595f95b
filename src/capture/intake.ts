import { decoder } from '../project/decoder.ts';
import { embeddingQueue } from '../project/embedding-queue.ts';
import { addSample } from '../project/samples.ts';
import type { ClassId, Sample } from '../project/types.ts';
import { type Intake, intakeStore, type RefusedFile } from './intake-state.ts';

/** Files under way at once: the decoder must not stand idle while others are written to disk. */
const LANES = 32;
/** Progress is told so often at most: each telling draws. */
const TELL_MILLISECONDS = 100;

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
  const running = intakeStore.getState().intakes[classId];
  const before = running ?? { done: 0, total: 0, cancel: () => undefined };
  const cancel = () => {
    before.cancel();
    controller.abort();
  };
  report(classId, (now) => ({
    done: now?.done ?? 0,
    total: (now?.total ?? 0) + files.length,
    cancel,
  }));
  const outcome: IntakeOutcome = { saved: 0, refused: [], cancelled: false };
  // The order of the files, not of their decoding: the same upload must give the same folds.
  const start = Date.now();
  const waiting = files.entries();
  let untold = 0;
  let told = performance.now();
  const tell = () => {
    const done = untold;
    untold = 0;
    told = performance.now();
    report(classId, (now) => now && { ...now, done: now.done + done });
  };
  const lane = async () => {
    for (const [place, file] of waiting) {
      if (controller.signal.aborted) return;
      await embeddingQueue.room();
      const to = { classId, testOnly, addedAt: start + place / 1000 };
      const refused = await takeOne(file, to, controller.signal);
      if (refused === 'cancelled') return;
      if (refused === null) outcome.saved += 1;
      else outcome.refused.push(refused);
      untold += 1;
      if (performance.now() - told >= TELL_MILLISECONDS) tell();
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  outcome.cancelled = controller.signal.aborted;
  tell();
  finish(classId, files.length);
  return outcome;
}

async function takeOne(
  file: File,
  to: Pick<Sample, 'classId' | 'testOnly' | 'addedAt'>,
  signal: AbortSignal,
): Promise<RefusedFile | 'cancelled' | null> {
  const prepared = await decoder.prepare(file, { mirror: false, signal });
  if (signal.aborted) return 'cancelled';
  if (!prepared.ok) return { name: file.name, fault: prepared.fault };
  const { stored, pixels } = prepared.value;
  const { name } = file;
  const fault = await addSample({ ...to, burstId: null, name, stored, pixels });
  return fault === null ? null : { name: file.name, fault: { kind: 'not-saved', storage: fault } };
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

function report(id: ClassId, change: (now: Intake | undefined) => Intake | undefined): void {
  intakeStore.setState(({ intakes }) => {
    const next = change(intakes[id]);
    return { intakes: next === undefined ? intakes : { ...intakes, [id]: next } };
  });
}

/** Takes finished files out of the count; the last ones take the progress away. */
function finish(id: ClassId, files: number): void {
  intakeStore.setState(({ intakes }) => {
    const { [id]: now, ...others } = intakes;
    if (now === undefined || now.total <= files) return { intakes: others };
    const done = Math.max(0, now.done - files);
    return { intakes: { ...others, [id]: { ...now, done, total: now.total - files } } };
  });
}
