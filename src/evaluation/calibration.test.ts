import { describe, expect, it } from 'vitest';
import { calibration } from './calibration.ts';
import type { ReliabilityBin } from './reliability.ts';

function found(...groups: [count: number, confidence: number, accuracy: number][]) {
  const bins = groups.map(([count, confidence, accuracy]): ReliabilityBin => {
    return { low: confidence, high: confidence, count, confidence, accuracy };
  });
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  const off = bins.reduce((sum, b) => sum + b.count * Math.abs(b.confidence - b.accuracy), 0);
  return calibration({ bins, expectedCalibrationError: off / total });
}

describe('calibration', () => {
  it('puts small differences down to chance', () => {
    // 0.8 ± 0.04 · 1.96 of a hundred images.
    expect(found([100, 0.8, 0.73])).toMatchObject({ verdict: 'honest' });
    expect(found([100, 0.8, 0.72])).toMatchObject({ verdict: 'too-sure' });
    expect(found([100, 0.8, 0.88])).toMatchObject({ verdict: 'too-modest' });
    expect(found([1000, 0.8, 0.77])).toMatchObject({ verdict: 'too-sure' });
  });

  it('sees groups that are off on both sides', () => {
    const both = found([100, 0.6, 0.8], [100, 0.9, 0.7]);
    expect(both.verdict).toBe('uneven');
    expect(both.confidence).toBeCloseTo(0.75, 10);
    expect(both.accuracy).toBeCloseTo(0.75, 10);
  });

  it('says nothing of a handful, however right or wrong they are', () => {
    expect(found([6, 0.7, 1])).toMatchObject({ verdict: 'too-few', images: 6 });
    expect(found([29, 0.99, 0.9]).verdict).toBe('too-few');
    expect(found([30, 0.99, 0.9]).verdict).toBe('too-sure');
    // 1.96 · √(0.7 · 0.3 / 6)
    expect(found([6, 0.7, 1]).doubt).toBeCloseTo(0.366682, 5);
  });

  it('knows what chance alone brings', () => {
    // √(2/π) · √(0.8 · 0.2 / 100)
    expect(found([100, 0.8, 0.8]).byChance).toBeCloseTo(0.0319154, 6);
  });

  it('says nothing bad of no images, or of certainty', () => {
    expect(calibration({ bins: [], expectedCalibrationError: 0 })).toMatchObject({
      confidence: 0,
      byChance: 0,
      verdict: 'too-few',
    });
    expect(found([50, 1, 1]).verdict).toBe('honest');
  });
});
