import { describe, expect, test } from 'vitest';
import { shareRefused, thresholdFor } from '../evaluation/judge-known.ts';
import { NEVER_NONE } from '../head/known-pictures.ts';
import { PLACES, ThresholdRange } from './threshold-range.ts';

/** As similar as real photos are: 0.4 for the strangest, most of them near 0.6. */
const own = Float32Array.from({ length: 100 }, (_, at) => 0.4 + 0.03 * Math.sqrt(at));
const limits = { least: own[0] ?? 0, usual: thresholdFor(own, 0.05), threshold: 0.5 };
const range = new ThresholdRange(own, limits);

describe('the slider', () => {
  test('goes from none of the own pictures to half of them', () => {
    expect(shareRefused(own, range.thresholdAt(0))).toBe(0);
    expect(range.thresholdAt(0)).toBeLessThan(limits.least - 0.1);
    expect(shareRefused(own, range.thresholdAt(PLACES))).toBeCloseTo(0.5, 1);
  });

  test('gives back the default to the last digit', () => {
    expect(range.thresholdAt(range.placeOf(limits.usual))).toBe(limits.usual);
  });

  test('every place has a threshold of its own, which leads back to it', () => {
    const places = Array.from({ length: PLACES + 1 }, (_, place) => place);
    const thresholds = places.map((place) => range.thresholdAt(place));
    expect(thresholds.map((one) => range.placeOf(one))).toEqual(places);
    expect(thresholds).toEqual(thresholds.toSorted((a, b) => a - b));
  });

  test('shows thresholds from elsewhere at its ends', () => {
    expect(range.placeOf(NEVER_NONE)).toBe(0);
    expect(range.placeOf(1)).toBe(PLACES);
  });

  test.each([1, -1])('has room where all own pictures are alike, at %d', (similarity) => {
    const alike = Float32Array.of(similarity, similarity);
    const all = { least: similarity, usual: similarity, threshold: similarity };
    const narrow = new ThresholdRange(alike, all);
    expect(narrow.thresholdAt(0)).toBeGreaterThanOrEqual(NEVER_NONE);
    expect(narrow.thresholdAt(PLACES)).toBeLessThanOrEqual(1);
    expect(narrow.thresholdAt(0)).toBeLessThan(narrow.thresholdAt(PLACES));
    expect(narrow.thresholdAt(narrow.placeOf(similarity))).toBe(similarity);
  });
});
