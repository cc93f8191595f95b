import { describe, expect, it } from 'vitest';
import { seededRandom } from '../head/random.ts';
import { compareRuns } from './compare-runs.ts';

/** So many pairs: both right, only the first, only the second, neither. */
function pairs(both: number, onlyA: number, onlyB: number, neither: number) {
  const of = (a: boolean, b: boolean, count: number) =>
    Array.from({ length: count }, () => ({ a, b }));
  const all = [
    ...of(true, true, both),
    ...of(true, false, onlyA),
    ...of(false, true, onlyB),
    ...of(false, false, neither),
  ];
  return { a: all.map(({ a }) => a), b: all.map(({ b }) => b) };
}

function compare(both: number, onlyA: number, onlyB: number, neither: number) {
  const { a, b } = pairs(both, onlyA, onlyB, neither);
  return compareRuns(a, b);
}

describe('compareRuns', () => {
  it('counts, and gives the exact probability by hand', () => {
    // Ten discordant pictures, nine for the second: 2·(1/1024) + 10/1024.
    const { both, onlyA, onlyB, neither, difference, p } = compare(5, 1, 9, 2);
    expect({ both, onlyA, onlyB, neither }).toEqual({ both: 5, onlyA: 1, onlyB: 9, neither: 2 });
    expect(difference).toBeCloseTo(8 / 17, 12);
    expect(p).toBeCloseTo(12 / 1024, 12);
  });

  it.each([
    // Fagerland, Lydersen and Laake 2013: Bentur 2009 and Cavo 2012.
    [1, 1, 7, 12, 0.039],
    [59, 6, 16, 80, 0.035],
  ])('gives the published mid-p value of %i, %i, %i, %i', (both, onlyA, onlyB, neither, wanted) => {
    expect(compare(both, onlyA, onlyB, neither).p).toBeCloseTo(wanted, 3);
  });

  it.each([
    // Newcombe 1998, table II, method 10.
    [36, 2, 12, 0, 0.0569, 0.3404],
    [20, 2, 12, 16, 0.0562, 0.3292],
    // Bentur 2009; φ vanishes, so Wilson's intervals of 2/21 and 8/21 added by squares.
    [1, 1, 7, 12, 0.0256, 0.5069],
  ])('gives the published interval of %i, %i, %i, %i', (both, onlyA, onlyB, neither, low, high) => {
    const { interval } = compare(both, onlyA, onlyB, neither);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('turns round when the runs do', () => {
    const there = compare(30, 3, 11, 6);
    const back = compare(30, 11, 3, 6);
    expect(back.difference).toBeCloseTo(-there.difference, 12);
    expect(back.interval.low).toBeCloseTo(-there.interval.high, 12);
    expect(back.p).toBeCloseTo(there.p, 12);
  });

  it('sees no difference where there is none', () => {
    expect(compare(10, 0, 0, 3).p).toBe(1);
    // 1 − ½·C(4, 2) / 2⁴
    expect(compare(2, 2, 2, 2).p).toBeCloseTo(1 - 6 / 32, 12);
    expect(compare(0, 0, 0, 0)).toMatchObject({ difference: 0, interval: { low: -1, high: 1 } });
  });

  it('is not undone by thousands of disagreements', () => {
    const { p } = compare(0, 4000, 4300, 0);
    expect(p).toBeGreaterThan(0.0009);
    expect(p).toBeLessThan(0.0011);
  });

  it('counts a burst as one piece of evidence', () => {
    const { a, b } = pairs(60, 0, 30, 10);
    const groups = Int32Array.from(a.keys()).map((row) => Math.floor(row / 10));
    const bursts = compareRuns(a, b, groups);
    const single = compareRuns(a, b);
    expect(single.p).toBeLessThan(1e-6);
    // Three bursts of ten, all for the second run: 2·(1/8) less half of it.
    expect(bursts.p).toBeCloseTo(1 / 8, 12);
    expect(bursts.difference).toBe(single.difference);
    expect(bursts.interval.low).toBeLessThan(0);
    // As if there were one picture for each burst.
    expect(bursts.interval).toEqual(compare(6, 0, 3, 1).interval);
  });

  it('is deceived about once in twenty times', () => {
    const random = seededRandom(4);
    let [deceived, covered] = [0, 0];
    for (let draw = 0; draw < 1000; draw++) {
      const a = Array.from({ length: 80 }, () => random() < 0.8);
      // Equally good; they agree on some three in four pictures.
      const b = a.map((right) => (random() < 0.7 ? right : random() < 0.8));
      const { p, interval } = compareRuns(a, b);
      if (p < 0.05) deceived++;
      if (interval.low <= 0 && interval.high >= 0) covered++;
    }
    expect(deceived).toBeLessThan(65);
    expect(deceived).toBeGreaterThan(10);
    expect(covered).toBeGreaterThan(935);
  });

  it('refuses runs of different pictures', () => {
    expect(() => compareRuns([true], [true, false])).toThrow(RangeError);
  });
});
