import { engine } from '../engine/engine.ts';
import type { EngineFault, TrainingRow } from '../engine/protocol.ts';
import type { JudgedSamples, TrainedModel } from '../project/trained-model.ts';
import { ok, type Result } from '../result.ts';
import type { ProjectSet } from './training-set.ts';

/** A model whose head can follow its samples without being judged anew. */
export type Refittable = TrainedModel & { temperature: number };

/** Whether `model` says all that a refit on these samples takes over. */
export function canRefit(
  model: TrainedModel | null,
  { classes, rows }: ProjectSet,
  fingerprint: string,
): model is Refittable {
  return (
    model?.head.kind === 'linear' &&
    model.temperature !== null &&
    model.fingerprint === fingerprint &&
    model.classIds.length === classes.length &&
    classes.every(({ id }) => model.classIds.includes(id)) &&
    // What could not be judged then is trained from scratch as soon as it can be.
    (model.evaluation.method !== 'none' || !canBeJudged(rows, classes.length))
  );
}

/** Whether each class has two independent samples, of which one can be held back. */
function canBeJudged(rows: readonly TrainingRow[], classes: number): boolean {
  const groups = Array.from({ length: classes }, () => new Set<number>());
  for (const { label, group } of rows) groups[label]?.add(group);
  return groups.every(({ size }) => size >= 2);
}

/**
 * The model with its head fitted to the samples as they are now; its temperature, its figures and
 * where "None of these" begins stay as they were judged, and its outputs in their order. Nothing is
 * kept.
 */
export async function refitOnce(
  model: Refittable,
  { classes, rows, samplesPerClass, signature }: ProjectSet,
  signal: AbortSignal,
): Promise<Result<TrainedModel, EngineFault>> {
  const { classIds, fingerprint, temperature, known } = model;
  // The classes may have been put in another order since.
  const outputs = classes.map(({ id }) => classIds.indexOf(id));
  const answer = await engine.refit(
    {
      fingerprint,
      sampleIds: rows.map(({ sampleId }) => sampleId),
      labels: Int32Array.from(rows, ({ label }) => outputs[label] ?? 0),
      groups: groupsAsJudged(rows, model.judged),
      classIds,
      mirrored: usesMirrorImages(model),
      temperature,
    },
    signal,
  );
  if (!answer.ok) return answer;
  const { head, prototypes, milliseconds } = answer.value;
  return ok({
    ...model,
    head,
    samplesPerClass: classIds.map((_, output) => samplesPerClass[outputs.indexOf(output)] ?? 0),
    signature,
    milliseconds,
    known: known && { ...known, prototypes },
    judgedOn: model.judgedOn ?? model.signature,
  });
}

export function usesMirrorImages({ evaluation }: TrainedModel): boolean {
  return evaluation.method !== 'none' && evaluation.mirrorImagesUsed;
}

/**
 * The groups that the training found, which joins what shows nearly the same; a sample that came
 * later is with its burst, or on its own.
 */
export function groupsAsJudged(
  rows: readonly TrainingRow[],
  judged: JudgedSamples | null,
): Int32Array<ArrayBuffer> {
  const known = new Map(judged?.sampleIds.map((id, at) => [id, judged.groups[at] ?? 0]));
  const free = 1 + (judged?.groups.reduce((most, group) => Math.max(most, group), 0) ?? 0);
  const ofBurst = new Map<number, number>();
  for (const { sampleId, group } of rows) {
    const found = known.get(sampleId);
    if (found !== undefined) ofBurst.set(group, found);
  }
  return Int32Array.from(
    rows,
    ({ sampleId, group }) => known.get(sampleId) ?? ofBurst.get(group) ?? free + group,
  );
}
