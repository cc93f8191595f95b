import { describe, expect, it } from 'vitest';
import { classFigures } from '../../evaluation/class-figures.ts';
import type { LearningCurve } from '../../evaluation/learning-curve.ts';
import type { SetFigures } from '../report-figures.ts';
import { nextStep } from './next-step.ts';

function figures(confusion: number[][]): SetFigures {
  const perClass = classFigures(confusion);
  const total = confusion.flat().reduce((sum, count) => sum + count, 0);
  const correct = confusion.reduce((sum, row, c) => sum + (row[c] ?? 0), 0);
  return {
    total,
    correct,
    accuracy: correct / total,
    interval: { low: 0, high: 1 },
    confusion,
    perClass,
    reliability: null,
    pictures: [],
    gone: 0,
  };
}

const curve = (moreWouldHelp: LearningCurve['moreWouldHelp']): LearningCurve => ({
  points: [],
  moreWouldHelp,
  projected: 0.9,
});

describe('nextStep', () => {
  it.each([
    [
      'few images',
      [
        [9, 0],
        [3, 40],
      ],
      { kind: 'few-images', class: 0, images: 9 },
    ],
    [
      'a small class',
      [
        [40, 0, 0],
        [1, 10, 0],
        [0, 0, 36],
      ],
      { kind: 'one-sided', class: 1, images: 11, typical: 36 },
    ],
    [
      'no mistakes',
      [
        [20, 0],
        [0, 20],
      ],
      { kind: 'no-mistakes' },
    ],
    [
      'a curve that rises',
      [
        [15, 5],
        [3, 17],
      ],
      { kind: 'more-images', projected: 0.9, weakest: 0 },
    ],
    [
      'a curve that rises, and classes alike',
      [
        [17, 3],
        [3, 17],
      ],
      { kind: 'more-images', projected: 0.9, weakest: null },
    ],
  ])('says what to do about %s', (_what, confusion, wanted) => {
    expect(nextStep(figures(confusion), curve('yes'))).toEqual(wanted);
  });

  it('leads to the mistakes where more images are not known to help', () => {
    const lopsided = figures([
      [15, 5, 0],
      [1, 19, 0],
      [0, 0, 20],
    ]);
    const mixUp = { kind: 'mix-up', given: 0, predicted: 1, count: 5, mistakes: 6 };
    expect(nextStep(lopsided, curve('little'))).toEqual(mixUp);
    expect(nextStep(lopsided, null)).toEqual(mixUp);
    const scattered = figures([
      [18, 2, 0],
      [0, 18, 2],
      [2, 0, 18],
    ]);
    expect(nextStep(scattered, curve('unclear'))).toEqual({
      kind: 'look-at-mistakes',
      mistakes: 6,
    });
    const two = figures([
      [18, 2],
      [0, 20],
    ]);
    expect(nextStep(two, null)).toEqual({ kind: 'look-at-mistakes', mistakes: 2 });
  });
});
