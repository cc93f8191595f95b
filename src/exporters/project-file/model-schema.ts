import * as v from 'valibot';
import { KnownSchema } from '../known-schema.ts';
import { AnswersSchema } from './carried-answers.ts';

const Text = v.pipe(v.string(), v.maxLength(200));
const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Size = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(16_384));
const Share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));
const Classes = v.pipe(Size, v.minValue(2), v.maxValue(1000));
const Units = v.pipe(Size, v.maxValue(1024));

/** What `Evaluation | NoEvaluation` is on disk and in a project file. */
export const EvaluationSchema = v.variant('method', [
  v.object({ method: v.literal('none'), reason: v.literal('too-few-samples') }),
  v.object({
    method: v.literal('cross-validation'),
    folds: Count,
    total: Count,
    correct: Count,
    accuracy: Share,
    interval: v.object({ low: Share, high: Share }),
    confusion: v.array(v.array(Count)),
    mirrorImagesUsed: v.boolean(),
  }),
]);

/** A head without its weights, which are in a file of their own; see `head-bytes.ts`. */
export const HeadShapeSchema = v.variant('kind', [
  v.object({ kind: v.literal('linear'), features: Size, classes: Classes }),
  v.object({ kind: v.literal('hidden'), features: Size, units: Units, classes: Classes }),
]);
export type HeadShape = v.InferOutput<typeof HeadShapeSchema>;

export const OptionsSchema = v.variant('kind', [
  v.object({ kind: v.literal('linear') }),
  v.object({
    kind: v.literal('hidden'),
    units: Units,
    epochs: Count,
    batchSize: Count,
    learningRate: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
  }),
]);

const allOf = (length: number, lists: unknown[][]) => lists.every((list) => list.length === length);

const MOST_SIMILARITIES = 100_000;
const SimilaritiesSchema = v.pipe(
  v.array(v.pipe(v.number(), v.minValue(-1), v.maxValue(1))),
  v.minLength(1),
  v.maxLength(MOST_SIMILARITIES),
  v.check(
    (own) => own.every((one, at) => at === 0 || one >= (own[at - 1] ?? one)),
    'not ascending',
  ),
);

/** The trained model in project.json. */
export const ProjectModelSchema = v.pipe(
  v.object({
    /** Path of the weights. */
    file: Text,
    head: HeadShapeSchema,
    /** For each output the place of its class; null where that has been deleted since. */
    classes: v.array(v.nullable(Count)),
    namesAtTraining: v.array(Text),
    trainedAt: Text,
    backboneId: Text,
    fingerprint: Text,
    options: OptionsSchema,
    evaluation: EvaluationSchema,
    samplesPerClass: v.array(Count),
    /** What tells a picture like none of the classes. Files of before that, or of a later way to tell, do without. */
    known: v.fallback(v.nullable(KnownSchema), null),
    /** Similarities of its own pictures, ascending. */
    ownSimilarities: v.fallback(v.nullable(SimilaritiesSchema), null),
    /** What its logits were divided by; files of before that was kept do without. */
    temperature: v.fallback(v.nullable(v.pipe(v.number(), v.finite(), v.minValue(1e-6))), null),
    /** What it said of samples, out of fold and of the test set: behind the figures stand pictures. */
    judged: v.fallback(v.nullable(AnswersSchema), null),
    tested: v.fallback(v.nullable(AnswersSchema), null),
    /** Names the pictures that the figures are of, where the head has followed others since. */
    judgedOn: v.fallback(v.nullable(Text), null),
    /** Whether the project's pictures are the ones that it was trained on. */
    upToDate: v.boolean(),
    milliseconds: v.pipe(v.number(), v.minValue(0)),
  }),
  v.check(
    ({ head, known }) =>
      known === null || (known.features === head.features && known.counts.length === head.classes),
    'its known pictures are of other classes or another network',
  ),
  v.check(({ head, classes, namesAtTraining, samplesPerClass, evaluation }) => {
    const known = classes.filter((place) => place !== null);
    const tables = evaluation.method === 'none' ? [] : [evaluation.confusion];
    return (
      new Set(known).size === known.length &&
      allOf(head.classes, [classes, namesAtTraining, samplesPerClass, ...tables, ...tables.flat()])
    );
  }, 'its lists contradict each other'),
);
export type ProjectModelJson = v.InferOutput<typeof ProjectModelSchema>;
