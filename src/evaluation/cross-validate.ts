import type { Pace } from '../head/pace.ts';
import { accuracyInterval } from './accuracy-interval.ts';
import { confusionMatrix, correctOf } from './confusion.ts';
import { crossFitted } from './cross-fit.ts';
import { type Folds, rowsOfFold } from './folds.ts';
import { effectiveCount } from './interval.ts';
import { fitTemperature, leastLoss } from './temperature.ts';
import type { Evaluation, OutOfFold } from './types.ts';

/** What is known of the samples that are judged: the originals, never their mirror images. */
export interface JudgedSamples {
  classes: number;
  /** [n] */
  labels: Int32Array;
  /** [n] */
  groups: Int32Array;
}

/** The answers for all samples, each by a head that had not seen its fold. */
export interface OutOfFoldRun {
  /** [n, classes], before temperature. */
  logits: Float64Array<ArrayBuffer>;
  confusion: number[][];
  /** Fitted on all of them: the head's. */
  temperature: number;
  /** See `leastLoss`. */
  loss: number;
}

/**
 * Trains once for each fold and joins the answers.
 * @param logitsOf trains without `fold`, and gives the logits of its rows, [rows, classes]
 */
export async function crossValidate(
  samples: JudgedSamples,
  folds: Folds,
  logitsOf: (fold: number, heldOut: Int32Array) => Promise<Float64Array>,
): Promise<OutOfFoldRun> {
  const { classes, labels, groups } = samples;
  const logits = new Float64Array(labels.length * classes);
  for (let fold = 0; fold < folds.count; fold++) {
    const heldOut = rowsOfFold(folds, fold);
    const answers = await logitsOf(fold, heldOut);
    heldOut.forEach((row, at) => {
      logits.set(answers.subarray(at * classes, (at + 1) * classes), row * classes);
    });
  }
  const count = effectiveCount(groups);
  return {
    logits,
    confusion: confusionMatrix(logits, labels, classes),
    temperature: fitTemperature(logits, labels, classes, count),
    loss: leastLoss(logits, labels, classes, count),
  };
}

/** The figures of a run, and its answers as sure as `crossFitted` makes them. */
export async function evaluationOf(
  samples: JudgedSamples,
  folds: Folds,
  run: OutOfFoldRun,
  mirrorImagesUsed: boolean,
  pace: Pace,
): Promise<{ evaluation: Evaluation; outOfFold: OutOfFold }> {
  const { labels, groups } = samples;
  const correct = correctOf(run.confusion);
  const accuracy = correct / labels.length;
  return {
    evaluation: {
      method: 'cross-validation',
      folds: folds.count,
      total: labels.length,
      correct,
      accuracy,
      interval: accuracyInterval(accuracy, effectiveCount(groups)),
      confusion: run.confusion,
      mirrorImagesUsed,
    },
    outOfFold: {
      probabilities: await crossFitted(samples, folds, run, pace),
      folds: folds.ofRow,
    },
  };
}
