import { describe, expect, test } from 'vitest';
import { normal, seededRandom } from '../../head/random.ts';
import { logitsRange, mergeRanges, rangesOf, usefulRange } from './ranges.ts';

const random = seededRandom(5);
const numbers = (length: number, scale: number, offset: number) =>
  Float32Array.from({ length }, () => offset + scale * normal(random));

describe('rangesOf', () => {
  test('measures each channel', () => {
    const { count, min, max, mean, variance } = rangesOf([1, 10, 3, 20, 5, 60], 2);
    expect(count).toBe(3);
    expect([...min, ...max]).toEqual([1, 10, 5, 60]);
    expect([...mean]).toEqual([3, 30]);
    expect(variance[0]).toBeCloseTo(8 / 3);
    expect(variance[1]).toBeCloseTo(1400 / 3);
  });

  test('of two pictures merged is of both at once', () => {
    const first = numbers(300, 2, 5);
    const second = numbers(900, 1, -3);
    const merged = mergeRanges(rangesOf(first, 3), rangesOf(second, 3));
    const together = rangesOf([...first, ...second], 3);
    expect(merged.count).toBe(400);
    expect(merged.min).toEqual(together.min);
    expect(merged.max).toEqual(together.max);
    for (const key of ['mean', 'variance'] as const) {
      for (const [channel, value] of together[key].entries()) {
        expect(merged[key][channel]).toBeCloseTo(value, 9);
      }
    }
  });
});

describe('usefulRange', () => {
  test('reaches as far as the numbers do', () => {
    expect(usefulRange(rangesOf([-1, 4, 2, 0, 3, 1], 2))).toEqual({ min: -1, max: 4 });
  });

  test('cuts a number that is far from all others', () => {
    const values = numbers(10_000, 1, 0);
    values[77] = 500;
    const { min, max } = usefulRange(rangesOf(values, 1));
    expect(min).toBeGreaterThan(-6);
    expect(max).toBeLessThan(40);
  });
});

describe('logitsRange', () => {
  test('leaves a quarter of room, and never less than 4 to either side', () => {
    expect(logitsRange(rangesOf([-8, 12], 2))).toEqual({ min: 2 - 12.5, max: 2 + 12.5 });
    expect(logitsRange(rangesOf([1, 2], 2))).toEqual({ min: -2.5, max: 5.5 });
  });
});
