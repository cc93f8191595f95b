import { type ClassFigures, classFigures } from '../evaluation/class-figures.ts';
import { type Reliability, reliability } from '../evaluation/reliability.ts';
import { type TestFigures, testFigures } from '../evaluation/test-figures.ts';
import { winner } from '../head/predict.ts';
import {
  type JudgedSamples,
  modelLabels,
  outputOrder,
  type TrainedModel,
} from '../project/trained-model.ts';
import type { ClassId, PictureClass, Sample } from '../project/types.ts';

/** A picture that is still there, and what a model that had not seen it said. Classes are places in `labels`. */
export interface JudgedPicture {
  sample: Sample;
  given: number;
  predicted: number;
  /** Of `predicted`, 0 to 1. */
  confidence: number;
  /** [labels] */
  probabilities: number[];
}

/** Figures of one set of pictures; of all that were judged, also of those gone since. */
export interface SetFigures extends TestFigures {
  perClass: ClassFigures;
  /** null where only the figures were kept, not what was said of each picture. */
  reliability: Reliability | null;
  pictures: JudgedPicture[];
  /** How many have been deleted since. */
  gone: number;
}

/** With fewer images, a group's share of right answers is mostly luck, and a line through the groups a zigzag. */
const IMAGES_IN_BIN = 15;
const MOST_BINS = 10;

/** What the report is made of; classes stand in the order in which the user sees them. */
export interface ReportFigures {
  labels: string[];
  /** [labels] the model's output of each. */
  order: number[];
  /** Out of fold; null where nothing was judged. */
  judged: (SetFigures & { folds: number }) | null;
  /** On the pictures that are only tested; null where there are none. */
  tested: SetFigures | null;
}

export function reportFigures(
  model: TrainedModel,
  classes: PictureClass[],
  samples: Record<ClassId, Sample[]>,
): ReportFigures {
  const order = outputOrder(model, classes);
  const names = modelLabels(model, classes);
  const live = new Map(
    Object.values(samples).flatMap((some) => some.map((sample) => [sample.id, sample])),
  );
  const { evaluation, judged, tested } = model;
  const figuresOfTests = tested && testFigures(tested, order.length);
  const set = (figures: TestFigures, of: JudgedSamples | null): SetFigures => {
    const confusion = order.map((truth) =>
      order.map((answer) => figures.confusion[truth]?.[answer] ?? 0),
    );
    return {
      ...figures,
      confusion,
      perClass: classFigures(confusion),
      reliability: of && reliabilityOf(of, order.length),
      ...picturesOf(of, order, live),
    };
  };
  return {
    labels: order.map((output) => names[output] ?? ''),
    order,
    judged:
      evaluation.method === 'none' ? null : { ...set(evaluation, judged), folds: evaluation.folds },
    tested: figuresOfTests && set(figuresOfTests, tested),
  };
}

function reliabilityOf({ probabilities, labels }: JudgedSamples, classes: number): Reliability {
  const bins = Math.max(2, Math.min(MOST_BINS, Math.floor(labels.length / IMAGES_IN_BIN)));
  return reliability(Float64Array.from(probabilities), labels, classes, bins);
}

function picturesOf(
  of: JudgedSamples | null,
  order: readonly number[],
  live: ReadonlyMap<string, Sample>,
): Pick<SetFigures, 'pictures' | 'gone'> {
  if (of === null) return { pictures: [], gone: 0 };
  const placeOf = new Map(order.map((output, place) => [output, place]));
  const pictures = of.sampleIds.flatMap((id, row): JudgedPicture[] => {
    const sample = live.get(id);
    if (sample === undefined) return [];
    const from = row * order.length;
    const predicted = winner(of.probabilities, from, order.length);
    return [
      {
        sample,
        given: placeOf.get(of.labels[row] ?? 0) ?? 0,
        predicted: placeOf.get(predicted) ?? 0,
        confidence: of.probabilities[from + predicted] ?? 0,
        probabilities: order.map((output) => of.probabilities[from + output] ?? 0),
      },
    ];
  });
  return { pictures, gone: of.sampleIds.length - pictures.length };
}
