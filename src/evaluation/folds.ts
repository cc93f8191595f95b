import { seededRandom, shuffle } from '../head/random.ts';

/** Fewer where a class has fewer independent groups. */
const MOST_FOLDS = 5;

/** Which fold judges each row. */
export interface Folds {
  count: number;
  /** [n] */
  ofRow: Int32Array<ArrayBuffer>;
}

interface Group {
  rows: number[];
  /** [classes] how many of its rows each class has. */
  counts: Float64Array;
}

/**
 * Deals the rows into folds: the rows of a group (a webcam burst) stay together, and each class
 * is spread as evenly as its groups allow. The same rows give the same folds.
 * @returns null where a class cannot be learned and judged at once: fewer than two groups
 */
export function dealFolds(labels: Int32Array, groups: Int32Array, classes: number): Folds | null {
  const dealt = collectGroups(labels, groups, classes);
  const groupsOfClass = new Int32Array(classes);
  const sizes = new Float64Array(classes);
  for (const { counts } of dealt) {
    counts.forEach((count, c) => {
      sizes[c] += count;
      if (count > 0) groupsOfClass[c]++;
    });
  }
  const count = Math.min(MOST_FOLDS, ...groupsOfClass);
  if (count < 2) return null;

  shuffle(dealt, seededRandom(labels.length));
  // Large groups first: small ones then even out what they left. (The sort is stable.)
  dealt.sort((a, b) => b.rows.length - a.rows.length);
  const loads = Array.from({ length: count }, () => new Float64Array(classes));
  const ofRow = new Int32Array(labels.length);
  for (const { rows, counts } of dealt) {
    const costs = loads.map((load) =>
      load.reduce((cost, have, c) => cost + (counts[c] * have) / sizes[c], 0),
    );
    const fold = costs.indexOf(Math.min(...costs));
    for (const row of rows) ofRow[row] = fold;
    counts.forEach((added, c) => {
      loads[fold][c] += added;
    });
  }
  // Only a group of several classes can bring all of a class into one fold.
  const learnable = loads.every((load) => load.every((have, c) => have < sizes[c]));
  return learnable ? { count, ofRow } : null;
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

function collectGroups(labels: Int32Array, groups: Int32Array, classes: number): Group[] {
  const found = new Map<number, Group>();
  labels.forEach((label, row) => {
    const group = found.get(groups[row]) ?? { rows: [], counts: new Float64Array(classes) };
    group.rows.push(row);
    group.counts[label]++;
    found.set(groups[row], group);
  });
  return [...found.values()];
}
