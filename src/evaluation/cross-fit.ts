import type { Pace } from '../head/pace.ts';
import { softmax } from '../head/predict.ts';
import type { JudgedSamples, OutOfFoldRun } from './cross-validate.ts';
import { type Folds, rowsOfFold, rowsWithoutFold } from './folds.ts';
import { effectiveCount } from './interval.ts';
import { fitTemperature } from './temperature.ts';

/** Of fewer independent pictures a temperature says more of what it supposes than of them. */
const ENOUGH = 10;

/**
 * The probabilities that the figures are made of. A temperature makes the very answers that it was
 * fitted on look as sure as they are right, so those of each fold are divided by one fitted on the
 * other folds alone; by that of all, which the head keeps, where the other folds hold too little.
 * Which class wins, and so the accuracy, is the same with any temperature.
 * @returns [n, classes], row-major; each row adds up to 1
 */
export async function crossFitted(
  samples: JudgedSamples,
  folds: Folds,
  { logits, temperature: ofAll }: OutOfFoldRun,
  pace: Pace,
): Promise<Float64Array<ArrayBuffer>> {
  const { classes, labels, groups } = samples;
  const scaled = new Float64Array(logits.length);
  for (let fold = 0; fold < folds.count; fold++) {
    if (pace.due()) await pace.rest();
    const rest = rowsWithoutFold(folds, fold);
    const count = effectiveCount(rest.map((row) => groups[row]));
    const temperature =
      count < ENOUGH
        ? ofAll
        : fitTemperature(
            logitsOf(rest, logits, classes),
            rest.map((row) => labels[row]),
            classes,
            count,
          );
    for (const row of rowsOfFold(folds, fold)) {
      for (let at = row * classes; at < (row + 1) * classes; at++) {
        scaled[at] = logits[at] / temperature;
      }
    }
  }
  return softmax(scaled, classes);
}

function logitsOf(rows: Int32Array, logits: Float64Array, classes: number): Float64Array {
  const picked = new Float64Array(rows.length * classes);
  rows.forEach((row, at) => {
    picked.set(logits.subarray(row * classes, (row + 1) * classes), at * classes);
  });
  return picked;
}
