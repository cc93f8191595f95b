import { softmax } from '../head/predict.ts';
import { accuracyInterval } from './accuracy-interval.ts';
import { confusionMatrix, correctOf } from './confusion.ts';
import type { Folds } from './folds.ts';
import { effectiveCount } from './interval.ts';
import { fitTemperature } from './temperature.ts';
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
  temperature: number;
  /** Mean loss at that temperature, in nats; see `temperature.ts`. */
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
  return {
    logits,
    confusion: confusionMatrix(logits, labels, classes),
    ...fitTemperature(logits, labels, classes, effectiveCount(groups)),
  };
}

/** The rows that a fold holds out, ascending. */
export function rowsOfFold(folds: Folds, fold: number): Int32Array<ArrayBuffer> {
  const rows: number[] = [];
  folds.ofRow.forEach((of, row) => {
    if (of === fold) rows.push(row);
  });
  return Int32Array.from(rows);
}

/** The rows that a fold leaves for training, ascending. */
export function rowsWithoutFold(folds: Folds, fold: number): Int32Array<ArrayBuffer> {
  const rows: number[] = [];
  folds.ofRow.forEach((of, row) => {
    if (of !== fold) rows.push(row);
  });
  return Int32Array.from(rows);
}

/** The figures of a run. */
export function evaluationOf(
  samples: JudgedSamples,
  folds: Folds,
  run: OutOfFoldRun,
  mirrorImagesUsed: boolean,
): { evaluation: Evaluation; outOfFold: OutOfFold } {
  const { classes, labels, groups } = samples;
  const correct = correctOf(run.confusion);
  const accuracy = correct / labels.length;
  const scaled = run.logits.map((logit) => logit / run.temperature);
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
    outOfFold: { probabilities: softmax(scaled, classes), folds: folds.ofRow },
  };
}
