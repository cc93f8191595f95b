import { engine } from '../engine/engine.ts';
import type { EngineFault } from '../engine/protocol.ts';
import type { HeadOptions } from '../head/types.ts';
import { embeddingQueue, embeddingStore } from '../project/embedding-queue.ts';
import { saveModel } from '../project/model.ts';
import type { Settings } from '../project/settings.ts';
import { projectStore } from '../project/store.ts';
import { dataSignature, type TrainedModel, trainableClasses } from '../project/trained-model.ts';
import type { PictureClass } from '../project/types.ts';
import { trainingRows } from './training-rows.ts';
import { type TrainingPhase, type TrainingState, trainingStore } from './training-state.ts';

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

  const { settings, classes, samples } = projectStore.getState();
  const lost = new Set(embeddingStore.getState().unreadable);
  const readable = (each: PictureClass) =>
    (samples[each.id] ?? []).filter((sample) => !lost.has(sample.id));
  // Classes may have been emptied while their images were read.
  const trained = trainableClasses(classes, samples).filter((each) => readable(each).length > 0);
  if (trained.length < 2) return { kind: 'failed', fault: { kind: 'too-few-classes' } };
  const options = headOptions(settings);
  const answer = await engine.train(
    { rows: trainingRows(trained.map(readable)), classes: trained.length, options },
    signal,
    (step) => {
      progress(step.phase, step.fraction);
      if (step.phase !== 'epoch' || signal.aborted) return;
      const { figures } = step;
      trainingStore.setState(({ epochs }) => ({ epochs: [...epochs, figures] }));
    },
  );
  if (!answer.ok) return ended(answer.fault);
  const { head, evaluation, backbone, milliseconds } = answer.value;
  const now = new Set(projectStore.getState().classes.map(({ id }) => id));
  // The example, say, was removed meanwhile: its model must not come back.
  if (signal.aborted || !trained.some(({ id }) => now.has(id))) return { kind: 'cancelled' };

  const model: TrainedModel = {
    version: 1,
    trainedAt: new Date().toISOString(),
    backboneId: backbone.id,
    fingerprint: backbone.fingerprint,
    head,
    classIds: trained.map((each) => each.id),
    namesAtTraining: trained.map((each) => each.name),
    options,
    evaluation,
    samplesPerClass: trained.map((each) => readable(each).length),
    signature: dataSignature(classes, samples),
    milliseconds,
  };
  const kept = await saveModel(model);
  return kept ? { kind: 'done', milliseconds } : { kind: 'failed', fault: { kind: 'not-saved' } };
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

function headOptions(settings: Settings): HeadOptions {
  return settings.headKind === 'linear'
    ? { kind: 'linear' }
    : { kind: 'hidden', ...settings.hiddenLayer };
}
