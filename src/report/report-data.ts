import type { LearningCurve } from '../evaluation/learning-curve.ts';
import type { Reliability } from '../evaluation/reliability.ts';
import type { Mistake, Prediction, ReportData } from '../exporters/report/types.ts';
import type { TrainedModel } from '../project/trained-model.ts';
import type { SampleId } from '../project/types.ts';
import type { JudgedPicture, ReportFigures, SetFigures } from './report-figures.ts';

/** What the figures do not hold. */
export interface ReportContext {
  /** When the report is made; ISO 8601. */
  date: string;
  /** The base network's name. */
  backbone: string;
  learningCurve: LearningCurve | null;
  /** JPEGs of mistakes; one that is missing here has no picture. */
  thumbnails: ReadonlyMap<SampleId, Uint8Array>;
}

/**
 * The saved report's content; null where nothing was judged, or where only the totals are known.
 * Pictures deleted since are left out.
 */
export function reportData(
  model: TrainedModel,
  { labels, ...figures }: ReportFigures,
  { thumbnails, ...context }: ReportContext,
): ReportData | null {
  const judged = inFull(figures.judged);
  const tested = inFull(figures.tested);
  const first = figures.judged === null ? tested : judged;
  if (first === null) return null;
  const nameOf = tellingNames([...(judged?.pictures ?? []), ...(tested?.pictures ?? [])]);
  return {
    ...context,
    project: labels.join(', '),
    trainedAt: model.trainedAt,
    head: model.head.kind,
    classNames: labels,
    followed: model.judgedOn !== null,
    judged,
    testSet: tested,
    mistakes: mistakesOf(first).map((picture): Mistake => {
      const { sample, given, predicted, confidence } = picture;
      const jpeg = thumbnails.get(sample.id) ?? null;
      return { name: nameOf(sample.id), given, predicted, confidence, jpeg };
    }),
    predictions: [
      ...(judged === null ? [] : predictionsOf(judged, 'fold', nameOf)),
      ...(tested === null ? [] : predictionsOf(tested, 'test', nameOf)),
    ],
  };
}

/** null where only the totals are known. */
function inFull<Figures extends SetFigures>(
  figures: Figures | null,
): (Figures & { reliability: Reliability }) | null {
  const reliability = figures?.reliability ?? null;
  return figures && reliability && { ...figures, reliability };
}

/** Pictures taken for another class, the surest first. */
export function mistakesOf({ pictures }: SetFigures): JudgedPicture[] {
  return pictures
    .filter(({ given, predicted }) => given !== predicted)
    .sort((a, b) => b.confidence - a.confidence);
}

function predictionsOf(
  { pictures }: SetFigures,
  judged: Prediction['judged'],
  nameOf: (id: SampleId) => string,
): Prediction[] {
  return pictures.map(({ sample, given, predicted, probabilities }) => {
    return { name: nameOf(sample.id), judged, given, predicted, probabilities };
  });
}

/** Names that tell the pictures from each other: "webcam", "webcam (2)", … */
function tellingNames(pictures: readonly JudgedPicture[]): (id: SampleId) => string {
  const seen = new Map<string, number>();
  const names = new Map(
    pictures.map(({ sample: { id, name } }) => {
      const times = (seen.get(name) ?? 0) + 1;
      seen.set(name, times);
      return [id, times === 1 ? name : `${name} (${times})`];
    }),
  );
  return (id) => names.get(id) ?? id;
}
