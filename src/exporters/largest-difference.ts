import type { GoldenPicture } from './types.ts';

/** Largest difference of a probability; NaN where an answer is missing, which no tolerance admits. */
export function largestDifference(
  expected: readonly Pick<GoldenPicture, 'probabilities'>[],
  answers: readonly (readonly number[])[],
): number {
  let largest = 0;
  expected.forEach(({ probabilities }, row) => {
    if (probabilities.length === 0 || answers[row]?.length !== probabilities.length) {
      largest = Number.NaN;
    }
    probabilities.forEach((probability, index) => {
      largest = Math.max(largest, Math.abs(probability - (answers[row]?.[index] ?? Number.NaN)));
    });
  });
  return largest;
}
