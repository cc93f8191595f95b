import { describe, expect, it } from 'vitest';
import { errorAt, fitPowerLaw } from './power-law.ts';

function points(error: (samples: number) => number) {
  return [30, 60, 120, 240].map((samples) => ({ samples, error: error(samples), weight: 1 }));
}

describe('fitPowerLaw', () => {
  it('finds the law that made the points', () => {
    const law = fitPowerLaw(points((n) => 0.05 + 2 * n ** -0.7));
    expect(law?.floor).toBeCloseTo(0.05, 6);
    expect(law?.scale).toBeCloseTo(2, 5);
    expect(law?.power).toBeCloseTo(0.7, 10);
    expect(law && errorAt(law, 480)).toBeCloseTo(0.05 + 2 * 480 ** -0.7, 8);
  });

  it('never expects less than no errors', () => {
    // Falls in a straight line, which would pass zero before 480.
    const law = fitPowerLaw(points((n) => 0.3 - 0.001 * n));
    expect(law?.floor).toBe(0);
    expect(law && errorAt(law, 480)).toBeGreaterThan(0);
  });

  it('heeds the weights', () => {
    const bent = points((n) => 2 * n ** -0.5).map((point, at) =>
      at === 0 ? { ...point, error: 0.9, weight: 1e-9 } : point,
    );
    const law = fitPowerLaw(bent);
    expect(law && errorAt(law, 480)).toBeCloseTo(2 * 480 ** -0.5, 3);
  });

  it('finds none where errors do not fall, or in two points', () => {
    expect(fitPowerLaw(points(() => 0))).toBeNull();
    expect(fitPowerLaw(points((n) => 0.1 + n / 1000))).toBeNull();
    expect(fitPowerLaw(points((n) => 1 / n).slice(0, 2))).toBeNull();
  });
});
