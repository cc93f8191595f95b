import { expect, test } from 'vitest';
import { RateMeter, smooth, smoothNumber, winner } from './smoothing.ts';

test('one odd frame does not topple the winner, a few in a row do', () => {
  let shown = smooth(null, [1, 0]);
  expect(shown).toEqual([1, 0]);
  shown = smooth(shown, [0, 1]);
  expect(winner(shown)).toBe(0);
  shown = smooth(smooth(shown, [0, 1]), [0, 1]);
  expect(winner(shown)).toBe(1);
  expect(shown[0] + shown[1]).toBeCloseTo(1, 12);
});

test('a model with other classes starts anew', () => {
  expect(smooth([0.5, 0.5], [0.2, 0.3, 0.5])).toEqual([0.2, 0.3, 0.5]);
});

test('a number that was or is missing is not smoothed', () => {
  expect(smoothNumber(0.5, 1)).toBe(smooth([0.5], [1])[0]);
  expect(smoothNumber(null, 0.25)).toBe(0.25);
  expect(smoothNumber(0.25, null)).toBeNull();
});

test('the winner of nothing is none', () => {
  expect(winner([])).toBe(-1);
});

test('thirty events a second are counted as thirty', () => {
  const meter = new RateMeter();
  let rate = 0;
  for (let frame = 0; frame < 60; frame++) rate = meter.count((frame * 1000) / 30);
  expect(rate).toBeCloseTo(30, 0);
});
