import { winner } from '../../head/predict.ts';
import { allSamples } from '../../project/store.ts';
import type { JudgedSamples, TrainedModel } from '../../project/trained-model.ts';
import type { ClassId, PictureClass, Sample, SampleId } from '../../project/types.ts';

/** A picture that was taken for another class than its own by a model that had not seen it. */
export interface Mistake {
  sample: Sample;
  /** The output of the class that it is in. */
  given: number;
  /** The output that it was taken for. */
  predicted: number;
  /** The probability of `predicted`, 0 to 1. */
  confidence: number;
  /** Whether the finished model was trained on it (if not, it is only tested). */
  trainedOn: boolean;
}

/** A kind of mistakes: "cats taken for dogs". */
export type MistakePair = Pick<Mistake, 'given' | 'predicted'>;

/**
 * The mistakes that are still there, the surest first. A picture that was deleted since, or is no
 * longer in the class that it was judged in, is none until the next training.
 * @param samples by class, live ones only
 */
export function mistakesOf(
  model: TrainedModel,
  classes: PictureClass[],
  samples: Record<ClassId, Sample[]>,
): Mistake[] {
  const live = new Map(allSamples({ classes, samples }).map((sample) => [sample.id, sample]));
  return wrongAnswers(model)
    .flatMap(({ sampleId, ...answer }): Mistake[] => {
      const sample = live.get(sampleId);
      const there = sample !== undefined && sample.classId === model.classIds[answer.given];
      return there ? [{ sample, ...answer }] : [];
    })
    .sort((a, b) => b.confidence - a.confidence || (a.sample.id < b.sample.id ? -1 : 1));
}

/** The same, to be looked up; the map's rings are made of it. */
export function mistakeMap(mistakes: readonly Mistake[]): ReadonlyMap<SampleId, Mistake> {
  return new Map(mistakes.map((mistake) => [mistake.sample.id, mistake]));
}

export function pairKey({ given, predicted }: MistakePair): string {
  return `${given} ${predicted}`;
}

/** The kinds of mistakes and how many there are of each, the most frequent first. */
export function mistakePairs(mistakes: readonly Mistake[]): (MistakePair & { count: number })[] {
  const pairs = new Map<string, MistakePair & { count: number }>();
  for (const { given, predicted } of mistakes) {
    const key = pairKey({ given, predicted });
    pairs.set(key, { given, predicted, count: (pairs.get(key)?.count ?? 0) + 1 });
  }
  return [...pairs.values()].sort(
    (a, b) => b.count - a.count || a.given - b.given || a.predicted - b.predicted,
  );
}

export interface JudgedCount {
  total: number;
  wrong: number;
}

/**
 * How many pictures the model was judged on, and how many it took for another class, then: of those
 * it learned from, and of those only tested.
 */
export function judgedCount(model: TrainedModel): Record<'trained' | 'tested', JudgedCount> {
  const wrong = wrongAnswers(model);
  const count = (set: JudgedSamples | null, asTrainedOn: boolean) => ({
    total: set?.sampleIds.length ?? 0,
    wrong: wrong.filter(({ trainedOn }) => trainedOn === asTrainedOn).length,
  });
  return { trained: count(model.judged, true), tested: count(model.tested, false) };
}

type WrongAnswer = Omit<Mistake, 'sample'> & { sampleId: SampleId };

function wrongAnswers({ judged, tested, head }: TrainedModel): WrongAnswer[] {
  const wrongOf = (
    { sampleIds, labels, probabilities }: JudgedSamples,
    trainedOn: boolean,
  ): WrongAnswer[] =>
    sampleIds.flatMap((sampleId, row) => {
      const from = row * head.classes;
      const [given, predicted] = [labels[row] ?? 0, winner(probabilities, from, head.classes)];
      const confidence = probabilities[from + predicted] ?? 0;
      return given === predicted ? [] : [{ sampleId, given, predicted, confidence, trainedOn }];
    });
  return [
    ...(judged === null ? [] : wrongOf(judged, true)),
    ...(tested === null ? [] : wrongOf(tested, false)),
  ];
}
