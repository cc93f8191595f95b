import { engine } from '../engine/engine.ts';
import type { EngineFault, JudgedRows, TrainingRow } from '../engine/protocol.ts';
import type { TrainingProgress } from '../evaluation/types.ts';
import { type KnownPictures, NEVER_NONE } from '../head/known-pictures.ts';
import type { HeadOptions } from '../head/types.ts';
import { embeddingQueue, embeddingStore } from '../project/embedding-queue.ts';
import { saveModel } from '../project/model.ts';
import { keepRun } from '../project/runs.ts';
import type { Settings } from '../project/settings.ts';
import { projectStore } from '../project/store.ts';
import {
  dataSignature,
  type JudgedSamples,
  type TrainedModel,
  trainableClasses,
} from '../project/trained-model.ts';
import type { PictureClass } from '../project/types.ts';
import { inBatches } from './in-batches.ts';
import { trainingRows } from './training-rows.ts';
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

  const { settings, classes, samples } = projectStore.getState();
  const lost = new Set(embeddingStore.getState().unreadable);
  const readable = (each: PictureClass, testOnly: boolean) =>
    (samples[each.id] ?? []).filter((one) => !lost.has(one.id) && one.testOnly === testOnly);
  // Classes may have been emptied while their images were read.
  const trained = trainableClasses(classes, samples).filter(
    (each) => readable(each, false).length > 0,
  );
  if (trained.length < 2) return { kind: 'failed', fault: { kind: 'too-few-classes' } };
  const options = headOptions(settings);
  const ofAll = (testOnly: boolean) => trained.map((each) => readable(each, testOnly));
  const rows = trainingRows(ofAll(false));
  const testRows = trainingRows(ofAll(true));
  const steps = inBatches<TrainingProgress>(DRAWN_EVERY, (some) =>
    showSteps(some, progress, signal),
  );
  const answer = await engine.train(
    { rows, testRows, classes: trained.length, options },
    signal,
    steps.add,
  );
  steps.finish();
  if (!answer.ok) return ended(answer.fault);
  const { head, evaluation, backbone, judged, tested, known, milliseconds } = answer.value;
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
    samplesPerClass: ofAll(false).map(({ length }) => length),
    signature: dataSignature(classes, samples),
    milliseconds,
    judged: judgedSamples(rows, judged),
    tested: judgedSamples(testRows, tested),
    known: keptOff(known?.known ?? null),
    ownSimilarities: known?.own ?? null,
  };
  if (!(await saveModel(model))) return { kind: 'failed', fault: { kind: 'not-saved' } };
  // The model is safe already; nobody waits for its place among the runs.
  void keepRun(model, 'trained');
  return { kind: 'done', milliseconds };
}

/** Who has switched "None of these" off need not do so after each training. */
function keptOff(known: KnownPictures | null): KnownPictures | null {
  const before = projectStore.getState().model?.known?.threshold;
  return known !== null && before === NEVER_NONE ? { ...known, threshold: NEVER_NONE } : known;
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

function judgedSamples(rows: TrainingRow[], judged: JudgedRows | null): JudgedSamples | null {
  if (judged === null) return null;
  const sampleIds = rows.map(({ sampleId }) => sampleId);
  return { sampleIds, labels: Int32Array.from(rows, ({ label }) => label), ...judged };
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
