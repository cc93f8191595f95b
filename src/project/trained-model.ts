import * as v from 'valibot';
import type { BackboneId } from '../backbone/types.ts';
import type { Evaluation, NoEvaluation } from '../evaluation/types.ts';
import { EvaluationSchema } from '../exporters/project-file/model-schema.ts';
import type { Head, HeadOptions } from '../head/types.ts';
import type { ClassId, PictureClass, Sample } from './types.ts';

/** A trained head with all that is needed to use it, and to tell when it is out of date. */
export interface TrainedModel {
  version: 1;
  /** ISO 8601. */
  trainedAt: string;
  backboneId: BackboneId;
  /** Of the backbone whose embeddings it was trained on; it answers for no other. */
  fingerprint: string;
  head: Head;
  /** In the order of the head's outputs. Names are looked up when shown, so renaming shows at once. */
  classIds: ClassId[];
  /** Names at training time, for a class that has been deleted since. */
  namesAtTraining: string[];
  options: HeadOptions;
  evaluation: Evaluation | NoEvaluation;
  samplesPerClass: number[];
  /** See `dataSignature`. */
  signature: string;
  milliseconds: number;
}

const count = v.pipe(v.number(), v.integer(), v.minValue(1));
const weights = v.instance(Float32Array);

const headSchema = v.variant('kind', [
  v.pipe(
    v.object({
      kind: v.literal('linear'),
      features: count,
      classes: count,
      kernel: weights,
      bias: weights,
    }),
    v.check(
      (head) =>
        head.kernel.length === head.features * head.classes && head.bias.length === head.classes,
    ),
  ),
  v.pipe(
    v.object({
      kind: v.literal('hidden'),
      features: count,
      units: count,
      classes: count,
      hiddenKernel: weights,
      hiddenBias: weights,
      kernel: weights,
      bias: weights,
    }),
    v.check(
      (head) =>
        head.hiddenKernel.length === head.features * head.units &&
        head.hiddenBias.length === head.units &&
        head.kernel.length === head.units * head.classes &&
        head.bias.length === head.classes,
    ),
  ),
]);

const modelSchema = v.object({
  version: v.literal(1),
  trainedAt: v.string(),
  backboneId: v.string(),
  fingerprint: v.string(),
  head: headSchema,
  classIds: v.array(v.string()),
  namesAtTraining: v.array(v.string()),
  options: v.object({ kind: v.picklist(['linear', 'hidden']) }),
  evaluation: EvaluationSchema,
  samplesPerClass: v.array(v.number()),
  signature: v.string(),
  milliseconds: v.number(),
});

/** The stored model, or null where there is none or it is not one. */
export function readModel(stored: unknown): TrainedModel | null {
  const fits = (candidate: unknown): candidate is TrainedModel =>
    v.is(modelSchema, candidate) && candidate.classIds.length === candidate.head.classes;
  return fits(stored) ? stored : null;
}

/** Name of each of the model's outputs, as of now. */
export function modelLabels(model: TrainedModel, classes: PictureClass[]): string[] {
  const names = new Map(classes.map((each) => [each.id, each.name]));
  return model.classIds.map((id, index) => names.get(id) ?? model.namesAtTraining[index] ?? id);
}

/** The model's outputs in the order in which the classes stand now; those of deleted classes last. */
export function outputOrder(model: TrainedModel, classes: PictureClass[]): number[] {
  const place = new Map(classes.map(({ id }, index) => [id, index]));
  const rank = (output: number) => place.get(model.classIds[output] ?? '') ?? classes.length;
  return [...model.classIds.keys()].sort((a, b) => rank(a) - rank(b) || a - b);
}

/** The classes that a training would use now: switched on, with at least one sample. */
export function trainableClasses(
  classes: PictureClass[],
  samples: Record<ClassId, Sample[]>,
): PictureClass[] {
  return classes.filter((each) => each.enabled && (samples[each.id]?.length ?? 0) > 0);
}

/**
 * A short text that changes whenever the pictures to train on change: which samples, in which
 * classes. Independent of order, so it is a sum of one FNV-1a hash per sample.
 */
export function dataSignature(classes: PictureClass[], samples: Record<ClassId, Sample[]>): string {
  let sum = 0;
  let count = 0;
  for (const each of trainableClasses(classes, samples)) {
    for (const sample of samples[each.id] ?? []) {
      sum = (sum + fnv1a(`${sample.id}/${each.id}`)) % Number.MAX_SAFE_INTEGER;
      count += 1;
    }
  }
  return `${count}-${sum.toString(36)}`;
}

function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index++) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}

/** Why a model no longer says what the project says. */
export type Staleness =
  | { kind: 'pictures-changed' }
  | { kind: 'class-switched-off'; name: string }
  | { kind: 'class-deleted'; name: string }
  | { kind: 'class-added'; name: string }
  /** Its backbone is not the one in use: it cannot answer at all. */
  | { kind: 'other-backbone' };

/** Everything that makes the model out of date; empty when it is as it should be. */
export function staleness(
  model: TrainedModel,
  classes: PictureClass[],
  samples: Record<ClassId, Sample[]>,
  fingerprintInUse: string | null,
): Staleness[] {
  const reasons: Staleness[] = [];
  if (fingerprintInUse !== null && fingerprintInUse !== model.fingerprint) {
    reasons.push({ kind: 'other-backbone' });
  }
  const known = new Map(classes.map((each) => [each.id, each]));
  model.classIds.forEach((id, index) => {
    const now = known.get(id);
    const name = now?.name ?? model.namesAtTraining[index] ?? '';
    if (now === undefined) reasons.push({ kind: 'class-deleted', name });
    else if (!now.enabled) reasons.push({ kind: 'class-switched-off', name });
  });
  for (const each of trainableClasses(classes, samples)) {
    if (!model.classIds.includes(each.id)) reasons.push({ kind: 'class-added', name: each.name });
  }
  const sameClasses = !reasons.some((reason) => reason.kind !== 'other-backbone');
  if (sameClasses && dataSignature(classes, samples) !== model.signature) {
    reasons.push({ kind: 'pictures-changed' });
  }
  return reasons;
}
