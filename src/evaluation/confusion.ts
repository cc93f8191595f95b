import { winner } from '../head/predict.ts';

/** confusion[true class][predicted class], counts; `scores` are logits or probabilities, [n, classes]. */
export function confusionMatrix(
  scores: Float64Array,
  labels: Int32Array,
  classes: number,
): number[][] {
  const confusion = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  labels.forEach((label, row) => {
    confusion[label][winner(scores, row * classes, classes)]++;
  });
  return confusion;
}

/** How many pictures were named rightly. */
export function correctOf(confusion: readonly number[][]): number {
  return confusion.reduce((sum, row, c) => sum + row[c], 0);
}
