import { accuracyInterval } from './accuracy-interval.ts';
import { confusionMatrix, correctOf } from './confusion.ts';
import { effectiveCount } from './interval.ts';

/** How a finished head fares on pictures that it never saw. */
export interface TestFigures {
  total: number;
  correct: number;
  /** correct / total, 0 to 1. */
  accuracy: number;
  /** 95 % interval of the accuracy on further pictures; see `accuracyInterval`. */
  interval: { low: number; high: number };
  /** confusion[true class][predicted class], counts. */
  confusion: number[][];
}

interface Answers {
  /** [n] */
  labels: Int32Array;
  /** [n] pictures of one group are not independent: a burst counts once. */
  groups: Int32Array;
  /** [n, classes], row-major. */
  probabilities: Float32Array | Float64Array;
}

/** Figures of a set of pictures that had no part in the training; null where it is empty. */
export function testFigures(
  { labels, groups, probabilities }: Answers,
  classes: number,
): TestFigures | null {
  const total = labels.length;
  if (total === 0) return null;
  const confusion = confusionMatrix(Float64Array.from(probabilities), labels, classes);
  const correct = correctOf(confusion);
  const accuracy = correct / total;
  const interval = accuracyInterval(accuracy, effectiveCount(groups));
  return { total, correct, accuracy, interval, confusion };
}
