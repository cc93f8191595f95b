import { seededRandom, shuffle } from '../head/random.ts';
import type { Folds } from './folds.ts';

/** The finest share of the rows that the learning curve is taught with is 1 / STRIPS. */
export const STRIPS = 8;

/** Of strips that would do equally well. Few groups then spread over the halves, quarters, eighths. */
const PREFERENCE = [0, 4, 2, 6, 1, 5, 3, 7];

/**
 * Deals the rows into eighths, whole groups at a time, so that each eighth has its share of each
 * class and, within a class, of each fold. The same rows give the same strips.
 * @returns [n] 0 … STRIPS − 1
 */
export function dealStrips(
  labels: Int32Array,
  groups: Int32Array,
  classes: number,
  folds: Folds,
): Int32Array<ArrayBuffer> {
  const rowsOf = new Map<number, number[]>();
  groups.forEach((group, row) => {
    const rows = rowsOf.get(group);
    if (rows) rows.push(row);
    else rowsOf.set(group, [row]);
  });
  const dealt = [...rowsOf.values()];
  shuffle(dealt, seededRandom(labels.length));
  // Large groups first: small ones then even out what they left. (The sort is stable.)
  dealt.sort((a, b) => b.length - a.length);

  const ofClass = new Float64Array(STRIPS * classes);
  const ofCell = new Float64Array(STRIPS * classes * folds.count);
  const sizes = new Float64Array(classes);
  for (const label of labels) sizes[label]++;
  const strips = new Int32Array(labels.length);
  for (const rows of dealt) {
    let best = 0;
    let lowest = Number.POSITIVE_INFINITY;
    for (const strip of PREFERENCE) {
      let cost = 0;
      for (const row of rows) {
        const at = strip * classes + labels[row];
        // The even share of the class comes first; within it, that of the fold.
        const cell = ofCell[at * folds.count + folds.ofRow[row]] / labels.length;
        cost += (ofClass[at] + cell) / sizes[labels[row]];
      }
      if (cost < lowest) [best, lowest] = [strip, cost];
    }
    for (const row of rows) {
      strips[row] = best;
      const at = best * classes + labels[row];
      ofClass[at]++;
      ofCell[at * folds.count + folds.ofRow[row]]++;
    }
  }
  return strips;
}
