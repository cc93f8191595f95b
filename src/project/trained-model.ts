import * as v from 'valibot';
import type { BackboneId } from '../backbone/types.ts';
import type { Evaluation, NoEvaluation } from '../evaluation/types.ts';
import { EvaluationSchema } from '../exporters/project-file/model-schema.ts';
import type { KnownPictures } from '../head/known-pictures.ts';
import type { Head, HeadOptions } from '../head/types.ts';
import type { ClassId, PictureClass, Sample, SampleId } from './types.ts';

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
  /** null where nothing was judged, or the model came from a file that does not hold it. */
  judged: JudgedSamples | null;
  /** Of the samples that are only tested; null where there were none. */
  tested: JudgedSamples | null;
  /** What tells a picture like none of the classes; null where there is nothing to compare with. */
  known: KnownPictures | null;
  /** Similarities of its own pictures, ascending, each judged by others: what moving the threshold costs. */
  ownSimilarities: Float32Array<ArrayBuffer> | null;
  /** What the head's logits were divided by, which a refit takes over; null where it is not known. */
  temperature: number | null;
  /**
   * Set where the head has followed its samples since it was judged: the `signature` that the
   * figures are of. null where they are of this very head.
   */
  judgedOn: string | null;
}

/** What a head that had not seen them said of samples, in one order for all lists. */
export interface JudgedSamples {
  sampleIds: SampleId[];
  /** [n] the output of each one's class. */
  labels: Int32Array<ArrayBuffer>;
  /** [n] samples of one group are not independent. */
  groups: Int32Array<ArrayBuffer>;
  /** [n] the fold that each was left out with; 0 of those that are only tested. */
  folds: Int32Array<ArrayBuffer>;
  /** [n, outputs], row-major. */
  probabilities: Float32Array<ArrayBuffer>;
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

const judgedSchema = v.pipe(
  v.object({
    sampleIds: v.array(v.string()),
    labels: v.instance(Int32Array),
    groups: v.instance(Int32Array),
    folds: v.instance(Int32Array),
    probabilities: weights,
  }),
  v.check(({ sampleIds, labels, groups, folds }) =>
    [labels, groups, folds].every(({ length }) => length === sampleIds.length),
  ),
);

const knownSchema = v.pipe(
  v.object({
    least: v.number(),
    usual: v.number(),
    threshold: v.number(),
    prototypes: v.object({
      features: count,
      counts: v.array(count),
      steps: v.instance(Int8Array),
      lengths: v.instance(Float64Array),
    }),
  }),
  v.check(({ prototypes: { features, counts, steps, lengths } }) => {
    const rows = counts.reduce((sum, some) => sum + some, 0);
    return lengths.length === rows && steps.length === rows * features;
  }),
);

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

/** What a model can do without: models of before they were kept, and damaged ones, lack them. */
const extrasSchema = v.object({
  judged: v.fallback(v.nullable(judgedSchema), null),
  tested: v.fallback(v.nullable(judgedSchema), null),
  known: v.fallback(v.nullable(knownSchema), null),
  ownSimilarities: v.fallback(v.nullable(weights), null),
  temperature: v.fallback(v.nullable(v.pipe(v.number(), v.finite(), v.minValue(1e-6))), null),
  judgedOn: v.fallback(v.nullable(v.string()), null),
});

/** The stored model, or null where there is none or it is not one. */
export function readModel(stored: unknown): TrainedModel | null {
  const fits = (candidate: unknown): candidate is TrainedModel =>
    v.is(modelSchema, candidate) && candidate.classIds.length === candidate.head.classes;
  if (!fits(stored)) return null;
  const { judged, tested, ...known } = v.parse(extrasSchema, { ...NO_EXTRAS, ...stored });
  const { classes } = stored.head;
  return {
    ...stored,
    ...known,
    judged: judgedFits(judged, classes) ? judged : null,
    tested: judgedFits(tested, classes) ? tested : null,
  };
}

const NO_EXTRAS = {
  judged: null,
  tested: null,
  known: null,
  ownSimilarities: null,
  temperature: null,
  judgedOn: null,
};

/** Whether what was said of samples is of this many classes. */
function judgedFits(judged: JudgedSamples | null, classes: number): boolean {
  if (judged === null) return true;
  const { labels, probabilities } = judged;
  return (
    probabilities.length === labels.length * classes &&
    labels.every((label) => label >= 0 && label < classes)
  );
}

/** Whether two models answer alike: moving the threshold of "None of these" leaves the rest as it was. */
export function sameHead(one: TrainedModel | null, other: TrainedModel | null): boolean {
  return one?.head === other?.head && one?.known?.prototypes === other?.known?.prototypes;
}

/** A model that was saved and opened again has other classes, so it is another run. */
export function isSameModel(a: TrainedModel, b: TrainedModel | null): boolean {
  return isOfOneTraining(a, b) && a.judgedOn === b?.judgedOn && a.signature === b.signature;
}

/** Tells one training from another. */
export type TrainingMark = Pick<TrainedModel, 'trainedAt' | 'classIds'>;

/** Whether both are of one training, which one of them may have followed its samples from. */
export function isOfOneTraining(a: TrainingMark, b: TrainingMark | null): boolean {
  return a.trainedAt === b?.trainedAt && a.classIds.join() === b.classIds.join();
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

/** Without those that are only tested. */
export function toTrainOn(samples: readonly Sample[]): Sample[] {
  return samples.filter(({ testOnly }) => !testOnly);
}

/** The classes that a training would use now: switched on, with at least one sample to train on. */
export function trainableClasses(
  classes: PictureClass[],
  samples: Record<ClassId, Sample[]>,
): PictureClass[] {
  return classes.filter(({ id, enabled }) => enabled && toTrainOn(samples[id] ?? []).length > 0);
}

/**
 * A short text that changes whenever the pictures to train on change: which samples, in which
 * classes. Independent of order, so it is a sum of one FNV-1a hash per sample.
 */
export function dataSignature(classes: PictureClass[], samples: Record<ClassId, Sample[]>): string {
  let sum = 0;
  let count = 0;
  for (const { id } of trainableClasses(classes, samples)) {
    const list = samples[id] ?? [];
    sum = (sum + hashOf(list, id)) % Number.MAX_SAFE_INTEGER;
    count += list.length;
  }
  return `${count}-${sum.toString(36)}`;
}

/** Of lists that stand in the store, which never change: with ten thousand samples few do at a time. */
const hashes = new WeakMap<Sample[], { classId: ClassId; hash: number }>();

function hashOf(list: Sample[], classId: ClassId): number {
  const known = hashes.get(list);
  if (known?.classId === classId) return known.hash;
  const hash = list.reduce(
    (sum, { id, testOnly }) =>
      (sum + fnv1a(`${id}/${classId}${testOnly ? '/test' : ''}`)) % Number.MAX_SAFE_INTEGER,
    0,
  );
  hashes.set(list, { classId, hash });
  return hash;
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
