import type { EngineFault } from '../engine/protocol.ts';
import type { TrainingProgress } from '../evaluation/types.ts';
import { embeddingQueue, embeddingStore } from '../project/embedding-queue.ts';
import { putModelInUse } from '../project/model.ts';
import { keepRun } from '../project/runs.ts';
import { projectStore } from '../project/store.ts';
import { inBatches } from './in-batches.ts';
import { trainOnce } from './train-once.ts';
import { projectSet } from './training-set.ts';
import { type TrainingPhase, type TrainingState, trainingStore } from './training-state.ts';

/** Milliseconds between two looks at a training's progress. */
const DRAWN_EVERY = 80;

/**
 * Trains a head on all samples of all classes that are switched on, and makes it the project's
 * model. Whatever goes wrong, and on Cancel, the previous model stays as it was.
 */
export async function trainModel(): Promise<void> {
  if (trainingStore.getState().state.kind === 'running') return;
  const controller = new AbortController();
  trainingStore.setState({ epochs: [] });
  try {
    show(await run(controller));
  } catch (error) {
    show({ kind: 'failed', fault: { kind: 'crashed', detail: String(error) } });
  }
}

function show(state: TrainingState): void {
  trainingStore.setState({ state });
}

async function run(controller: AbortController): Promise<TrainingState> {
  const { signal } = controller;
  const progress = (phase: TrainingPhase, fraction: number) => {
    if (signal.aborted) return;
    show({ kind: 'running', phase, fraction, cancel: () => controller.abort() });
  };
  progress('reading', 0);
  const unread = await readAll(signal, (fraction) => progress('reading', fraction));
  if (unread !== null) return ended(unread);

  const set = projectSet();
  if (set === null) return { kind: 'failed', fault: { kind: 'too-few-classes' } };
  const steps = inBatches<TrainingProgress>(DRAWN_EVERY, (some) =>
    showSteps(some, progress, signal),
  );
  const trained = await trainOnce(set, signal, steps.add);
  steps.finish();
  if (!trained.ok) return ended(trained.fault);
  const model = trained.value;
  const now = new Set(projectStore.getState().classes.map(({ id }) => id));
  // The example, say, was removed meanwhile: its model must not come back.
  if (signal.aborted || !model.classIds.some((id) => now.has(id))) return { kind: 'cancelled' };
  const { model: before } = projectStore.getState();
  if (!(await putModelInUse(model))) return { kind: 'failed', fault: { kind: 'not-saved' } };
  // The model is safe already; nobody waits for its place among the runs. One that trained by itself
  // gets one, too, where this is not the same once more.
  const isRepeated =
    before?.signature === model.signature && before.options.kind === model.options.kind;
  if (before !== null && before.judgedOn === null && !isRepeated) void keepRun(before, 'trained');
  void keepRun(model, 'trained');
  return { kind: 'done', milliseconds: model.milliseconds };
}

function showSteps(
  steps: TrainingProgress[],
  progress: (phase: TrainingPhase, fraction: number) => void,
  signal: AbortSignal,
): void {
  const last = steps.at(-1);
  if (last === undefined || signal.aborted) return;
  progress(last.phase, last.fraction);
  const figures = steps.flatMap((step) => (step.phase === 'epoch' ? [step.figures] : []));
  if (figures.length === 0) return;
  trainingStore.setState(({ epochs }) => ({ epochs: [...epochs, ...figures] }));
}

/** Waits until every image has its embeddings; answers why it has not. */
async function readAll(
  signal: AbortSignal,
  onFraction: (fraction: number) => void,
): Promise<EngineFault | null> {
  const stopWatching = embeddingStore.subscribe(({ done, total, mirrorsLeft }) => {
    onFraction(total === 0 ? 0 : (done + total - mirrorsLeft) / (2 * total));
  });
  const unread = await embeddingQueue.finished(signal);
  stopWatching();
  return unread;
}

function ended(fault: EngineFault): TrainingState {
  return fault.kind === 'cancelled' ? { kind: 'cancelled' } : { kind: 'failed', fault };
}
