import { describe, expect, it } from 'vitest';
import { verdict } from './verdict.ts';

const limits = { least: 0.25, usual: 0.5, threshold: 0.5 };
const probabilities = Float64Array.of(0.1, 0.8, 0.1);

describe('the verdict', () => {
  it('is the probability for a picture like the known ones', () => {
    const said = { kind: 'class', winner: 1, confidence: 0.8, similarity: 0.5 };
    expect(verdict(probabilities, 0.5, limits)).toEqual(said);
  });

  it('is none of these below the threshold, however probable a class', () => {
    const said = { kind: 'none-of-these', similarity: 0.49 };
    expect(verdict(Float64Array.of(0, 1), 0.49, limits)).toEqual(said);
  });

  describe('with the threshold lowered', () => {
    const lowered = { ...limits, threshold: -1 };
    const confidence = (similarity: number) => {
      const said = verdict(probabilities, similarity, lowered);
      return said.kind === 'class' ? said.confidence : null;
    };

    it('loses confidence evenly, down to a guess', () => {
      expect(confidence(0.6)).toBe(0.8);
      // Half way between 1/3 and 0.8.
      expect(confidence(0.375)).toBeCloseTo((1 / 3 + 0.8) / 2, 12);
      expect(confidence(0.25)).toBeCloseTo(1 / 3, 12);
      expect(confidence(-0.5)).toBeCloseTo(1 / 3, 12);
    });

    it('knows no between where the two limits are one', () => {
      const one = { least: 0.5, usual: 0.5, threshold: -1 };
      expect(verdict(probabilities, 0.5, one)).toMatchObject({ confidence: 0.8 });
      expect(verdict(probabilities, 0.49, one)).toMatchObject({ confidence: 1 / 3 });
    });
  });

  it('can be stricter than usual', () => {
    expect(verdict(probabilities, 0.6, { ...limits, threshold: 0.7 }).kind).toBe('none-of-these');
  });

  it('takes an embedding that is not finite for nothing known', () => {
    expect(verdict(probabilities, Number.NaN, limits).kind).toBe('none-of-these');
  });

  it('says so where there was nothing to compare with', () => {
    const said = { kind: 'class', winner: 1, confidence: 0.8, similarity: null };
    expect(verdict(probabilities, null, limits)).toEqual(said);
    expect(verdict(probabilities, 0.9, null)).toEqual(said);
  });
});
