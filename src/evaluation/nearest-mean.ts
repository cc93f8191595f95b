import type { Pace } from '../head/pace.ts';
import type { TrainingSet } from '../head/types.ts';
import type { Folds } from './folds.ts';
import { rowsOfFold } from './folds.ts';

/**
 * Out-of-fold logits of the plainest rule there is, the nearest class mean:
 * (x · m_c − ½ |m_c|²) / σ², where m_c is the mean of the class without the fold of x, and σ² the
 * variance of a feature within the classes. Too sure by far as they are; a temperature is needed.
 * @returns [n, classes], row-major
 */
export async function nearestMeanLogits(
  { classes, embeddings, labels }: TrainingSet,
  folds: Folds,
  pace: Pace,
): Promise<Float64Array<ArrayBuffer>> {
  const { cols, values } = embeddings;
  const heldOutRows = Array.from({ length: folds.count }, (_, fold) => rowsOfFold(folds, fold));
  const sums = heldOutRows.map(() => new Float64Array(classes * cols));
  const counts = heldOutRows.map(() => new Float64Array(classes));
  let squares = 0;
  for (const [fold, rows] of heldOutRows.entries()) {
    for (const row of rows) {
      const to = labels[row] * cols;
      counts[fold][labels[row]]++;
      for (let p = 0; p < cols; p++) {
        const x = values[row * cols + p];
        sums[fold][to + p] += x;
        squares += x * x;
      }
      if (pace.due()) await pace.rest();
    }
  }

  const totals = total(sums);
  const sizes = total(counts);
  const between = lengths(totals, sizes).reduce((sum, length, c) => sum + sizes[c] * length, 0);
  // Where pictures are identical within their classes, the rounding of float32 stands for a spread.
  const within = Math.max(squares - between, 1e-12 * squares, 1e-60);
  const variance = within / Math.max(1, labels.length - classes) / cols;

  const logits = new Float64Array(labels.length * classes);
  for (const [fold, rows] of heldOutRows.entries()) {
    const left = totals.map((sum, at) => sum - sums[fold][at]);
    const leftSizes = sizes.map((size, c) => size - counts[fold][c]);
    const halves = lengths(left, leftSizes).map((length) => length / 2);
    for (const row of rows) {
      for (let c = 0; c < classes; c++) {
        let product = 0;
        for (let p = 0; p < cols; p++) product += values[row * cols + p] * left[c * cols + p];
        logits[row * classes + c] = (product / leftSizes[c] - halves[c]) / variance;
      }
      if (pace.due()) await pace.rest();
    }
  }
  return logits;
}

function total(parts: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(parts[0].length);
  for (const part of parts) for (let at = 0; at < sum.length; at++) sum[at] += part[at];
  return sum;
}

/** Squared length of each class's mean. */
function lengths(sums: Float64Array, sizes: Float64Array): Float64Array {
  const cols = sums.length / sizes.length;
  return sizes.map((size, c) => {
    let squares = 0;
    for (let p = 0; p < cols; p++) squares += (sums[c * cols + p] / size) ** 2;
    return squares;
  });
}
