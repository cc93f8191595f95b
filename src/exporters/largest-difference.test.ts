import { expect, test } from 'vitest';
import { largestDifference } from './largest-difference.ts';

const expected = [{ probabilities: [0.2, 0.8] }, { probabilities: [0.5, 0.5] }];

test('the largest of all', () => {
  const answers = [
    [0.25, 0.75],
    [0.4, 0.6],
  ];
  expect(largestDifference(expected, answers)).toBeCloseTo(0.1);
});

test('a missing or senseless answer passes no tolerance', () => {
  for (const answers of [
    [],
    [[0.2, 0.8]],
    [[0.2], [0.5, 0.5]],
    [
      [0.2, 0.8],
      [Number.NaN, 0.5],
    ],
  ]) {
    expect(largestDifference(expected, answers) <= 1).toBe(false);
  }
});
