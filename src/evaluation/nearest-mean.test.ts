import { expect, it } from 'vitest';
import { createPace } from '../head/pace.ts';
import { nearestMeanLogits } from './nearest-mean.ts';

const logitsOf = (numbers: number[], labels: number[], folds: number[]) =>
  nearestMeanLogits(
    {
      classes: 2,
      embeddings: { rows: numbers.length, cols: 1, values: Float32Array.from(numbers) },
      mirrored: null,
      labels: Int32Array.from(labels),
      groups: Int32Array.from(labels.keys()),
    },
    { count: 2, ofRow: Int32Array.from(folds) },
    createPace(new AbortController().signal),
  );

it('leaves the fold out of the means', async () => {
  // Variance within: ((1 + 1) + (4 + 4)) / (4 − 2) = 5. Means without fold 0: 2 and 14; without 1: 0 and 10.
  const logits = await logitsOf([0, 2, 10, 14], [0, 0, 1, 1], [0, 1, 0, 1]);
  const wanted = [-0.4, -19.6, 0, -6, 3.6, 8.4, 0, 18];
  wanted.forEach((value, at) => {
    expect(logits[at]).toBeCloseTo(value, 12);
  });
});

it.each([
  ['identical within their classes', [3, 3, 5, 5]],
  ['all the same', [3, 3, 3, 3]],
  ['all zero', [0, 0, 0, 0]],
])('gives finite logits for pictures that are %s', async (_name, numbers) => {
  const logits = await logitsOf(numbers, [0, 0, 1, 1], [0, 1, 0, 1]);
  expect(logits.every(Number.isFinite)).toBe(true);
  const [, , , , other, own] = logits;
  if (numbers[0] === numbers[2]) expect(other).toBe(own);
  else expect(own).toBeGreaterThan(other);
});
