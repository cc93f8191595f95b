import { describe, expect, it } from 'vitest';
import { classFigures } from './class-figures.ts';

function expectColumn(values: (number | null)[], wanted: (number | null)[]) {
  expect(values.map((value) => value && Number(value.toFixed(8)))).toEqual(wanted);
}

describe('classFigures', () => {
  it('agrees with a table worked by hand', () => {
    // Three cats, two called cats; five dogs, four called dogs, and the third cat.
    const { perClass, macro, accuracy } = classFigures([
      [2, 1],
      [1, 4],
    ]);
    expect(perClass).toEqual([
      { precision: 2 / 3, recall: 2 / 3, f1: 2 / 3, support: 3 },
      { precision: 4 / 5, recall: 4 / 5, f1: 4 / 5, support: 5 },
    ]);
    expect(macro.precision).toBeCloseTo((2 / 3 + 4 / 5) / 2, 12);
    expect(accuracy).toBe(6 / 8);
  });

  it('agrees with scikit-learn where a class has no pictures, or was never named', () => {
    // precision_recall_fscore_support(labels=[0, 1, 2, 3], zero_division=0), scikit-learn 1.x:
    // its zeros for 0 / 0 are null here.
    const { perClass, macro, accuracy, balancedAccuracy } = classFigures([
      [0, 3, 0, 0],
      [1, 7, 2, 0],
      [0, 0, 4, 1],
      [0, 0, 0, 0],
    ]);
    const column = (figure: 'precision' | 'recall' | 'f1') => perClass.map((one) => one[figure]);
    expectColumn(column('precision'), [0, 0.7, 0.66666667, 0]);
    expectColumn(column('recall'), [0, 0.7, 0.8, null]);
    expectColumn(column('f1'), [0, 0.7, 0.72727273, 0]);
    expect(perClass.map(({ support }) => support)).toEqual([3, 10, 5, 0]);
    expect(macro.precision).toBeCloseTo(0.3416666666666667, 12);
    expect(macro.recall).toBeCloseTo(0.375, 12);
    expect(macro.f1).toBeCloseTo(0.3568181818181818, 12);
    expect(accuracy).toBeCloseTo(11 / 18, 12);
    expect(balancedAccuracy).toBeCloseTo(0.5, 12);
  });

  it('agrees with scikit-learn where all is called one class', () => {
    const { perClass, macro, balancedAccuracy } = classFigures([
      [5, 0, 0],
      [2, 0, 0],
      [0, 0, 0],
    ]);
    expectColumn(
      perClass.map(({ f1 }) => f1),
      [0.83333333, 0, null],
    );
    expect(perClass[1]).toEqual({ precision: null, recall: 0, f1: 0, support: 2 });
    expect(macro.precision).toBeCloseTo(0.2380952380952381, 12);
    expect(macro.recall).toBeCloseTo(0.3333333333333333, 12);
    expect(macro.f1).toBeCloseTo(0.2777777777777778, 12);
    expect(balancedAccuracy).toBe(0.5);
  });

  it('says nothing of no pictures', () => {
    expect(classFigures([[0]])).toEqual({
      perClass: [{ precision: null, recall: null, f1: null, support: 0 }],
      macro: { precision: 0, recall: 0, f1: 0 },
      accuracy: null,
      balancedAccuracy: null,
    });
  });
});
