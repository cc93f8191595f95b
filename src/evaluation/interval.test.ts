import { expect, it } from 'vitest';
import { effectiveCount, wilsonInterval } from './interval.ts';

it.each([
  // Newcombe 1998, "Two-sided confidence intervals for the single proportion", table I, method 3.
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('%i of %i', (right, count, low, high) => {
  const interval = wilsonInterval(right / count, count);
  expect(interval.low).toBeCloseTo(low, 4);
  expect(interval.high).toBeCloseTo(high, 4);
});

it('stays open below where all are right', () => {
  expect(wilsonInterval(1, 20).low).toBeCloseTo(1 - 0.1611, 4);
  for (const count of [7, 20, 60, 61.3]) expect(wilsonInterval(1, count).high).toBe(1);
});

it('counts pictures that stand alone fully, and a burst once', () => {
  expect(effectiveCount(Int32Array.of(4, 7, 9, 1))).toBe(4);
  expect(effectiveCount(new Int32Array(30))).toBe(1);
  expect(effectiveCount(Int32Array.from({ length: 60 }, (_, i) => Math.floor(i / 10)))).toBe(6);
});

it('counts a burst beside single pictures for less than both apart', () => {
  const groups = Int32Array.from({ length: 50 }, (_, i) => (i < 30 ? 0 : i));
  expect(effectiveCount(groups)).toBeCloseTo(2500 / 920, 10);
});
