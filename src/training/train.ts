import { engine } from '../engine/engine.ts';
import type { EngineFault } from '../engine/protocol.ts';
import type { HeadOptions } from '../head/types.ts';
import { backboneStore } from '../project/backbone-state.ts';
import { embeddingQueue, embeddingStore } from '../project/embedding-queue.ts';
import { saveModel } from '../project/model.ts';
import type { Settings } from '../project/settings.ts';
import { projectStore } from '../project/store.ts';
import { dataSignature, type TrainedModel, trainableClasses } from '../project/trained-model.ts';
import type { PictureClass } from '../project/types.ts';
import { trainingRows } from './training-rows.ts';
import { type TrainingState, trainingStore } from './training-state.ts';

/**
 * Trains a head on all samples of all classes that are switched on, and makes it the project's
 * model. Whatever goes wrong, and on Cancel, the previous model stays as it was.
 */
export async function trainModel(): Promise<void> {
  if (trainingStore.getState().state.kind === 'running') return;
  const controller = new AbortController();
  const { signal } = controller;
  const cancel = () => controller.abort();
  const show = (state: TrainingState) => trainingStore.setState({ state });
  trainingStore.setState({ epochs: [] });
  show({ kind: 'running', phase: 'reading', fraction: 0, cancel });

  const stopWatching = embeddingStore.subscribe(({ done, total, mirrorsLeft }) => {
    const fraction = total === 0 ? 0 : (done + total - mirrorsLeft) / (2 * total);
    show({ kind: 'running', phase: 'reading', fraction, cancel });
  });
  const unread = await embeddingQueue.finished(signal);
  stopWatching();
  if (unread !== null) return show(ended(unread));

  const { settings, classes, samples } = projectStore.getState();
  const { inUse } = backboneStore.getState();
  const trained = trainableClasses(classes, samples);
  const lost = new Set(embeddingStore.getState().unreadable);
  const readable = (each: PictureClass) =>
    (samples[each.id] ?? []).filter((sample) => !lost.has(sample.id));
  const options = headOptions(settings);
  const answer = await engine.train(
    { rows: trainingRows(trained.map(readable)), classes: trained.length, options },
    signal,
    (progress) => {
      if (signal.aborted) return;
      const { phase, fraction } = progress;
      show({ kind: 'running', phase, fraction, cancel });
      if (progress.phase === 'epoch') {
        const { figures } = progress;
        trainingStore.setState(({ epochs }) => ({ epochs: [...epochs, figures] }));
      }
    },
  );
  if (!answer.ok) return show(ended(answer.fault));
  if (signal.aborted || inUse === null) return show({ kind: 'cancelled' });

  const model: TrainedModel = {
    version: 1,
    trainedAt: new Date().toISOString(),
    backboneId: inUse.backbone.id,
    fingerprint: inUse.backbone.fingerprint,
    head: answer.value.head,
    classIds: trained.map((each) => each.id),
    namesAtTraining: trained.map((each) => each.name),
    options,
    evaluation: answer.value.evaluation,
    samplesPerClass: trained.map((each) => readable(each).length),
    signature: dataSignature(classes, samples),
    milliseconds: answer.value.milliseconds,
  };
  const kept = await saveModel(model);
  const { milliseconds } = model;
  show(kept ? { kind: 'done', milliseconds } : { kind: 'failed', fault: { kind: 'not-saved' } });
}

function ended(fault: EngineFault): TrainingState {
  return fault.kind === 'cancelled' ? { kind: 'cancelled' } : { kind: 'failed', fault };
}

function headOptions(settings: Settings): HeadOptions {
  return settings.headKind === 'linear'
    ? { kind: 'linear' }
    : { kind: 'hidden', ...settings.hiddenLayer };
}
