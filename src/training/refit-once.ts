import { engine } from '../engine/engine.ts';
import type { EngineFault } from '../engine/protocol.ts';
import type { TrainedModel } from '../project/trained-model.ts';
import { ok, type Result } from '../result.ts';
import type { ProjectSet } from './training-set.ts';

/** A model whose head can follow its samples without being judged anew. */
export type Refittable = TrainedModel & { temperature: number };

/** Whether `model` says all that a refit on these samples takes over. */
export function canRefit(
  model: TrainedModel | null,
  { classes }: ProjectSet,
  fingerprint: string,
): model is Refittable {
  return (
    model?.head.kind === 'linear' &&
    model.temperature !== null &&
    model.fingerprint === fingerprint &&
    model.classIds.join() === classes.map(({ id }) => id).join()
  );
}

/**
 * The model with its head fitted to the samples as they are now; its temperature, its figures and
 * where "None of these" begins stay as they were judged. Nothing is kept.
 */
export async function refitOnce(
  model: Refittable,
  { rows, samplesPerClass, signature }: ProjectSet,
  signal: AbortSignal,
): Promise<Result<TrainedModel, EngineFault>> {
  const { classIds, evaluation, fingerprint, temperature, known } = model;
  const answer = await engine.refit(
    {
      fingerprint,
      sampleIds: rows.map(({ sampleId }) => sampleId),
      labels: Int32Array.from(rows, ({ label }) => label),
      groups: Int32Array.from(rows, ({ group }) => group),
      classIds,
      mirrored: evaluation.method !== 'none' && evaluation.mirrorImagesUsed,
      temperature,
    },
    signal,
  );
  if (!answer.ok) return answer;
  const { head, prototypes, milliseconds } = answer.value;
  return ok({
    ...model,
    head,
    samplesPerClass,
    signature,
    milliseconds,
    known: known && { ...known, prototypes },
    judgedOn: model.judgedOn ?? model.signature,
  });
}
