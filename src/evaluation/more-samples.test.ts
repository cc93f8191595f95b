import { describe, expect, it } from 'vitest';
import { gainOf, moreWouldHelp } from './more-samples.ts';

/** So many pictures right after fewer samples, and after more; the same ones where possible. */
function answers(count: number, before: number, after: number) {
  const right = (number: number) =>
    Float64Array.from({ length: count }, (_, row) => Number(row < number));
  return [
    right(before),
    right(after),
    Int32Array.from({ length: count }, (_, row) => row),
  ] as const;
}

describe('moreWouldHelp', () => {
  it.each([
    // 15 % more in two doublings, and a law that expects 4 % of the next.
    [answers(200, 150, 180), 0.04, 'yes'],
    // The same rise, but the law sees the end of it.
    [answers(200, 150, 180), 0.002, 'unclear'],
    [answers(200, 190, 191), 0.001, 'little'],
    [answers(100, 100, 100), null, 'little'],
    // All right, but ten pictures cannot rule out a good deal of improvement.
    [answers(10, 10, 10), null, 'unclear'],
    [answers(20, 16, 17), 0.03, 'unclear'],
    // Worse with more: nothing to be gained.
    [answers(300, 280, 275), null, 'little'],
  ] as const)('case %#', ([before, after, groups], expected, wanted) => {
    expect(moreWouldHelp(before, after, groups, 2, expected)).toBe(wanted);
  });

  it('does not take the frames of a few bursts for evidence', () => {
    const [before, after, groups] = answers(200, 150, 180);
    const bursts = groups.map((row) => Math.floor(row / 30));
    expect(moreWouldHelp(before, after, bursts, 2, 0.04)).toBe('unclear');
  });
});

describe('gainOf', () => {
  it('agrees with a calculation by hand', () => {
    // Changes 1, 0, 0, −1, 1 of mean 0.2; squares about it 0.64 + 2·0.04 + 1.44 + 0.64, and one more.
    const before = Float64Array.of(0, 1, 0, 1, 0);
    const after = Float64Array.of(1, 1, 0, 0, 1);
    const { gain, error } = gainOf(before, after, Int32Array.of(0, 1, 2, 3, 4));
    expect(gain).toBeCloseTo(0.2, 12);
    expect(error).toBeCloseTo(Math.sqrt(2.8 + 1) / 5, 12);
  });
});
