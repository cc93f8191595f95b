import { engine } from '../engine/engine.ts';
import type { EngineFault, JudgedRows, TrainingRow } from '../engine/protocol.ts';
import type { TrainingProgress } from '../evaluation/types.ts';
import type { HeadOptions } from '../head/types.ts';
import type { Settings } from '../project/settings.ts';
import { projectStore } from '../project/store.ts';
import type { JudgedSamples, TrainedModel } from '../project/trained-model.ts';
import { ok, type Result } from '../result.ts';
import type { ProjectSet } from './training-set.ts';

/** Trains and judges a model by the project's settings. Nothing is kept, nothing is shown. */
export async function trainOnce(
  { classes, rows, testRows, samplesPerClass, signature }: ProjectSet,
  signal: AbortSignal,
  onProgress: (progress: TrainingProgress) => void,
): Promise<Result<TrainedModel, EngineFault>> {
  const options = headOptions(projectStore.getState().settings);
  const answer = await engine.train(
    { rows, testRows, classes: classes.length, options },
    signal,
    onProgress,
  );
  if (!answer.ok) return answer;
  const { head, evaluation, backbone, judged, tested, known, temperature, milliseconds } =
    answer.value;
  return ok({
    version: 1,
    trainedAt: new Date().toISOString(),
    backboneId: backbone.id,
    fingerprint: backbone.fingerprint,
    head,
    classIds: classes.map((each) => each.id),
    namesAtTraining: classes.map((each) => each.name),
    options,
    evaluation,
    samplesPerClass,
    signature,
    milliseconds,
    judged: judgedSamples(rows, judged),
    tested: judgedSamples(testRows, tested),
    known: known?.known ?? null,
    ownSimilarities: known?.own ?? null,
    temperature,
    judgedOn: null,
  });
}

function judgedSamples(rows: TrainingRow[], judged: JudgedRows | null): JudgedSamples | null {
  if (judged === null) return null;
  const sampleIds = rows.map(({ sampleId }) => sampleId);
  return { sampleIds, labels: Int32Array.from(rows, ({ label }) => label), ...judged };
}

function headOptions(settings: Settings): HeadOptions {
  return settings.headKind === 'linear'
    ? { kind: 'linear' }
    : { kind: 'hidden', ...settings.hiddenLayer };
}
