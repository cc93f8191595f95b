import { describe, expect, test } from 'vitest';
import { compareRuns, type RunComparison } from '../evaluation/compare-runs.ts';
import { comparisonWords, isReal } from './run-words.ts';

/** Answers of two runs with these counts, each picture for itself. */
function compared(both: number, onlyA: number, onlyB: number, neither: number): RunComparison {
  const times = (count: number, value: boolean) => new Array<boolean>(count).fill(value);
  return compareRuns(
    [...times(both + onlyA, true), ...times(onlyB + neither, false)],
    [...times(both, true), ...times(onlyA, false), ...times(onlyB, true), ...times(neither, false)],
  );
}

const words = (comparison: RunComparison) => comparisonWords(comparison, ['Run 1', 'Run 2']);

describe('a comparison in words', () => {
  test('a few images could be chance', () => {
    const { result, belief } = words(compared(40, 1, 3, 4));
    expect(result).toBe('No clear difference: of 48 images, Run 2 got 43 right, the other 41.');
    expect(belief).toMatch(
      /^This could be chance: .* between \d[\d.]* points behind and \d+[\d.]* points ahead/,
    );
  });

  test('one image proves nothing, nor do four', () => {
    const [one, four] = [1, 4].map((images) => words(compared(0, 0, images, 0)));
    expect(one?.result).toBe('No clear difference: of 1 image, Run 2 got 1 right, the other 0.');
    expect(four?.result).toBe('No clear difference: of 4 images, Run 2 got 4 right, the other 0.');
    // Its interval lies above zero, which four images cannot bear out.
    expect(four?.belief).toBe('This could be chance: the two differ on too few images to tell.');
  });

  test('many are very likely real, whichever run is better', () => {
    for (const [onlyA, onlyB, better] of [
      [2, 30, 'Run 2'],
      [30, 2, 'Run 1'],
    ] as const) {
      const { result, belief, method } = words(compared(60, onlyA, onlyB, 8));
      expect(result).toBe(
        `${better} is better by 28 percentage points: it got 90 of 100 images right, the other 62.`,
      );
      expect(belief).toMatch(
        /^Very likely a real difference: .* between \d+[\d.]* and \d+[\d.]* points ahead/,
      );
      expect(method).toContain('p < 0.001');
    }
  });

  test('none at all are said to be equal, with how far they may be apart', () => {
    const { result, belief } = words(compared(20, 2, 2, 0));
    expect(result).toBe('No difference: Run 1 and Run 2 each got 22 of 24 images right.');
    expect(belief).toMatch(/between \d+[\d.]* points behind and \d+[\d.]* points ahead/);
  });

  test('near the limit the test and the interval both have to say so', () => {
    const comparison = { both: 9, onlyA: 0, onlyB: 5, neither: 0, difference: 0.36 };
    const interval = { low: 0.01, high: 0.6 };
    expect(isReal({ ...comparison, p: 0.03, interval })).toBe(true);
    expect(isReal({ ...comparison, p: 0.06, interval })).toBe(false);
    expect(isReal({ ...comparison, p: 0.03, interval: { low: -0.01, high: 0.6 } })).toBe(false);
  });
});
