import { describe, expect, it } from 'vitest';
import { reliability } from './reliability.ts';

/** Two classes; the first is always the answer, with the given confidence. */
function answers(confidences: number[], right: boolean[]) {
  return {
    probabilities: Float64Array.from(confidences.flatMap((one) => [one, 1 - one])),
    labels: Int32Array.from(right, (one) => (one ? 0 : 1)),
  };
}

describe('reliability', () => {
  // Sorted: 0.5 0.6 0.6 0.7 0.7 | 0.8 0.8 0.9 0.9 1.0; right: 3 of 5 and 5 of 5.
  const { probabilities, labels } = answers(
    [0.9, 0.5, 0.6, 0.8, 0.7, 1, 0.7, 0.9, 0.6, 0.8],
    [true, false, true, true, false, true, true, true, true, true],
  );

  it('agrees with a table worked by hand', () => {
    const { bins, expectedCalibrationError } = reliability(probabilities, labels, 2, 2);
    expect(bins).toHaveLength(2);
    const [lower, upper] = bins;
    expect(lower).toMatchObject({ low: 0.5, high: 0.7, count: 5, accuracy: 0.6 });
    expect(lower.confidence).toBeCloseTo(0.62, 12);
    expect(upper).toMatchObject({ low: 0.8, high: 1, count: 5, accuracy: 1 });
    expect(upper.confidence).toBeCloseTo(0.88, 12);
    // (5 · 0.02 + 5 · 0.12) / 10
    expect(expectedCalibrationError).toBeCloseTo(0.07, 12);
  });

  it('has no more bins than fives of pictures', () => {
    expect(reliability(probabilities, labels, 2).bins).toHaveLength(2);
    const few = answers([0.8, 0.6, 0.7], [true, true, false]);
    expect(reliability(few.probabilities, few.labels, 2).bins).toHaveLength(1);
  });

  it('never parts equal confidences, however they are ordered', () => {
    const sure = answers(
      new Array<number>(40).fill(1),
      Array.from({ length: 40 }, (_, i) => i > 3),
    );
    const { bins, expectedCalibrationError } = reliability(sure.probabilities, sure.labels, 2);
    expect(bins).toEqual([{ low: 1, high: 1, count: 40, confidence: 1, accuracy: 0.9 }]);
    expect(expectedCalibrationError).toBeCloseTo(0.1, 12);
  });

  it('counts each picture once', () => {
    const confidences = Array.from({ length: 103 }, (_, i) => 0.5 + (i % 17) / 40);
    const many = answers(
      confidences,
      confidences.map((one) => one > 0.6),
    );
    const { bins } = reliability(many.probabilities, many.labels, 2);
    expect(bins.length).toBeGreaterThan(5);
    expect(bins.reduce((sum, { count }) => sum + count, 0)).toBe(103);
    bins.slice(1).forEach(({ low }, before) => {
      expect(low).toBeGreaterThan(bins[before].high);
    });
  });

  it('takes the largest of several probabilities, and the class it belongs to', () => {
    const three = Float64Array.of(0.2, 0.5, 0.3, 0.1, 0.1, 0.8);
    const { bins } = reliability(three, Int32Array.of(1, 0), 3);
    expect(bins).toEqual([{ low: 0.5, high: 0.8, count: 2, confidence: 0.65, accuracy: 0.5 }]);
  });

  it('says nothing of nothing', () => {
    const none = reliability(new Float64Array(), new Int32Array(), 2);
    expect(none).toEqual({ bins: [], expectedCalibrationError: 0 });
  });
});
