import { expect, it } from 'vitest';
import { accuracyInterval } from './accuracy-interval.ts';

it.each([
  // scipy.stats.beta.ppf at 0.8 of the count
  [0.96, 50, 0.8454019699564083, 0.9967040894133614],
  [0.5, 10, 0.15701277048705795, 0.842987229512942],
  [1, 20, 0.7940927857921772, 1],
])('%d of %d pictures', (share, count, low, high) => {
  const interval = accuracyInterval(share, count);
  expect(interval.low).toBeCloseTo(low, 10);
  expect(interval.high).toBeCloseTo(high, 10);
});

it('takes less than one independent mistake for none, above', () => {
  expect(accuracyInterval(0.975, 7.7)).toEqual({ low: expect.closeTo(0.51729, 5), high: 1 });
});

it('is the same from the other side: all wrong is as sure as all right', () => {
  const { low, high } = accuracyInterval(0, 20);
  expect(low).toBe(0);
  expect(high).toBeCloseTo(1 - accuracyInterval(1, 20).low, 10);
});
