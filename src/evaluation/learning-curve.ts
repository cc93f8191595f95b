import type { Pace } from '../head/pace.ts';
import type { TrainingSet } from '../head/types.ts';
import { accuracyInterval } from './accuracy-interval.ts';
import { dealFolds } from './folds.ts';
import { effectiveCount } from './interval.ts';
import { judgeSizes } from './judge-sizes.ts';
import { type MoreWouldHelp, moreWouldHelp } from './more-samples.ts';
import { errorAt, fitPowerLaw } from './power-law.ts';

/** Out-of-fold accuracy after learning from some of the samples. */
export interface LearningPoint {
  /** Mean number taught with, over the heads of this point. */
  samples: number;
  /** The same over the number of classes. */
  perClass: number;
  /** 0 to 1. */
  accuracy: number;
  /** 95 %, as in `accuracy-interval.ts`. It knows nothing of the luck in which samples were taught. */
  interval: { low: number; high: number };
}

/** Plain data, like `Evaluation`. */
export interface LearningCurve {
  /** At least two, with growing `samples`; the last one is taught with all that its folds leave. */
  points: LearningPoint[];
  moreWouldHelp: MoreWouldHelp;
  /**
   * Accuracy after learning from twice the samples of the last point, by an inverse power law; null
   * where none fits. Nothing says how far to trust it, so it is no promise.
   */
  projected: number | null;
}

/** A point is left out if the next one was taught with less than this many times as many samples. */
const LEAST_GROWTH = 1.25;

/**
 * Accuracy against the number of samples: would more pictures help? For each fold, heads are fitted
 * on growing shares of the other folds, whole groups at a time and every class in proportion, and
 * judged on the fold. It is always the linear head's curve, without mirror images: for a hidden
 * layer, dozens of trainings would take minutes, and a mirror image is no further picture.
 * Up to as many samples as features, the last point is what `judgeLinear` finds without mirror images;
 * beyond, a part of the folds judges (`judge-sizes.ts`).
 * @param set its groups as `keepTogether` gives them.
 * @param onStep fraction of this work that is done, growing to 1
 * @returns null where there are too few samples to leave any out, or for two points
 */
export async function learningCurve(
  set: TrainingSet,
  pace: Pace,
  onStep: (fraction: number) => void,
): Promise<LearningCurve | null> {
  const { classes, groups } = set;
  const folds = dealFolds(set.labels, groups, classes);
  if (!folds) return null;
  const { rows, sizes } = await judgeSizes(set, folds, pace, onStep);
  const judged = sizes.filter(
    ({ samples }, at) => !sizes[at + 1] || sizes[at + 1].samples >= LEAST_GROWTH * samples,
  );
  if (judged.length < 2) return null;

  const groupsOfRows = rows.map((row) => groups[row]);
  const count = effectiveCount(groupsOfRows);
  const points = judged.map(({ samples, right }): LearningPoint => {
    const accuracy = right.reduce((sum, share) => sum + share, 0) / right.length;
    return {
      samples,
      perClass: samples / classes,
      accuracy,
      interval: accuracyInterval(accuracy, count),
    };
  });
  const law = fitPowerLaw(
    points.map(({ samples, accuracy }) => ({
      samples,
      error: 1 - accuracy,
      // Binomial variance, with one wrong and one right answer more so that it is never zero.
      weight: 1 / ((accuracy + 1 / count) * (1 - accuracy + 1 / count)),
    })),
  );
  const [before, last] = [judged[Math.max(0, judged.length - 3)], judged[judged.length - 1]];
  const projected = law && 1 - errorAt(law, 2 * last.samples);
  return {
    points,
    moreWouldHelp: moreWouldHelp(
      before.right,
      last.right,
      groupsOfRows,
      Math.log2(last.samples / before.samples),
      projected && projected - points[points.length - 1].accuracy,
    ),
    projected,
  };
}
