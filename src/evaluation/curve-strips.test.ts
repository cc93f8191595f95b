import { describe, expect, it } from 'vitest';
import { dealStrips, STRIPS } from './curve-strips.ts';
import { dealFolds } from './folds.ts';

function deal(labels: Int32Array, groups: Int32Array, classes: number) {
  const folds = dealFolds(labels, groups, classes);
  if (!folds) throw new Error('no folds');
  return { folds, strips: dealStrips(labels, groups, classes, folds) };
}

describe('dealStrips', () => {
  it('gives each eighth its share of each class, and of each fold', () => {
    const labels = Int32Array.from({ length: 240 }, (_, row) => (row < 160 ? 0 : 1));
    const { folds, strips } = deal(labels, Int32Array.from(labels.keys()), 2);
    for (let strip = 0; strip < STRIPS; strip++) {
      const rows = Array.from(labels.keys()).filter((row) => strips[row] === strip);
      expect(rows.filter((row) => labels[row] === 0)).toHaveLength(20);
      expect(rows.filter((row) => labels[row] === 1)).toHaveLength(10);
      for (let fold = 0; fold < folds.count; fold++) {
        const inFold = rows.filter((row) => folds.ofRow[row] === fold && labels[row] === 0);
        expect(inFold).toHaveLength(4);
      }
    }
  });

  it('never parts a burst', () => {
    const labels = Int32Array.from({ length: 200 }, (_, row) => row % 2);
    const groups = labels.map((label, row) => 2 * Math.floor(row / 14) + label);
    const { strips } = deal(labels, groups, 2);
    const stripsOf = new Map<number, Set<number>>();
    groups.forEach((group, row) => {
      stripsOf.set(group, (stripsOf.get(group) ?? new Set()).add(strips[row]));
    });
    expect([...stripsOf.values()].every((found) => found.size === 1)).toBe(true);
    expect(new Set(strips).size).toBe(STRIPS);
  });

  it('spreads few pictures over the halves and quarters', () => {
    const labels = Int32Array.of(0, 0, 0, 0, 1, 1, 1, 1);
    const { strips } = deal(labels, Int32Array.from(labels.keys()), 2);
    for (const label of [0, 1]) {
      const quarters = [...strips]
        .filter((_strip, row) => labels[row] === label)
        .map((strip) => Math.floor(strip / 2));
      expect(quarters.toSorted()).toEqual([0, 1, 2, 3]);
    }
  });
});
