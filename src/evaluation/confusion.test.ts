import { expect, it } from 'vitest';
import { confusionMatrix, correctOf } from './confusion.ts';

it('counts true classes down and predicted ones across', () => {
  const scores = Float64Array.of(3, 1, 0, 0, 5, 2, 1, 0, 2, -1, -2, -3);
  const confusion = confusionMatrix(scores, Int32Array.of(0, 0, 2, 1), 3);
  expect(confusion).toEqual([
    [1, 1, 0],
    [1, 0, 0],
    [0, 0, 1],
  ]);
  expect(correctOf(confusion)).toBe(2);
});
