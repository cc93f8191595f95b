import { describe, expect, it } from 'vitest';
import { dealFolds } from './folds.ts';

/** Labels and groups of samples that stand alone. */
function singles(counts: readonly number[]) {
  const labels = Int32Array.from(counts.flatMap((count, c) => new Array<number>(count).fill(c)));
  return { labels, groups: Int32Array.from(labels.keys()) };
}

/** counts[class][fold] */
function spread(labels: Int32Array, ofRow: Int32Array, classes: number, folds: number): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(folds).fill(0));
  labels.forEach((label, row) => {
    counts[label][ofRow[row]]++;
  });
  return counts;
}

describe('dealFolds', () => {
  it('spreads each class evenly over five folds', () => {
    const { labels, groups } = singles([100, 33, 7]);
    const folds = dealFolds(labels, groups, 3);
    expect(folds?.count).toBe(5);
    const counts = spread(labels, folds?.ofRow ?? new Int32Array(), 3, 5);
    expect(counts[0]).toEqual([20, 20, 20, 20, 20]);
    expect(counts[1].toSorted()).toEqual([6, 6, 7, 7, 7]);
    expect(counts[2].toSorted()).toEqual([1, 1, 1, 2, 2]);
  });

  it('gives the same folds for the same rows, but not in the order of the rows', () => {
    const { labels, groups } = singles([20, 20]);
    const folds = dealFolds(labels, groups, 2);
    expect(dealFolds(labels, groups, 2)).toEqual(folds);
    expect([...(folds?.ofRow.subarray(0, 5) ?? [])]).not.toEqual([0, 1, 2, 3, 4]);
  });

  it('never parts a burst', () => {
    const labels = Int32Array.from({ length: 120 }, (_, i) => (i < 60 ? 0 : 1));
    const groups = Int32Array.from({ length: 120 }, (_, i) => Math.floor(i / 10));
    const folds = dealFolds(labels, groups, 2);
    expect(folds?.count).toBe(5);
    for (let group = 0; group < 12; group++) {
      const of = folds?.ofRow.slice(group * 10, group * 10 + 10) ?? [];
      expect(new Set(of).size).toBe(1);
    }
  });

  it('makes fewer folds where a class has fewer bursts, and each holds some of it out', () => {
    const labels = Int32Array.from({ length: 50 }, (_, i) => (i < 20 ? 0 : 1));
    const groups = Int32Array.from({ length: 50 }, (_, i) => (i < 20 ? i % 3 : i));
    const folds = dealFolds(labels, groups, 2);
    expect(folds?.count).toBe(3);
    const counts = spread(labels, folds?.ofRow ?? new Int32Array(), 2, 3);
    expect(counts[0].every((count) => count > 0)).toBe(true);
  });

  it('refuses where a class is one picture or one burst', () => {
    const { labels, groups } = singles([10, 1]);
    expect(dealFolds(labels, groups, 2)).toBeNull();
    const burst = Int32Array.from({ length: 20 }, (_, i) => (i < 10 ? i : 99));
    expect(dealFolds(singles([10, 10]).labels, burst, 2)).toBeNull();
  });

  it('refuses where bursts of several classes leave none of a class to learn from', () => {
    const labels = Int32Array.of(0, 0, 1, 1, 0, 0, 1, 1);
    const groups = Int32Array.of(0, 0, 0, 0, 0, 0, 0, 1);
    expect(dealFolds(labels, groups, 2)).toBeNull();
  });
});
