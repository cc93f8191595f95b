import { expect, it } from 'vitest';
import { symmetricEigen } from './symmetric-eigen.ts';

const rows = (...values: number[][]) => values.map((row) => Float64Array.from(row));

it('finds the eigenvalues that can be worked out by hand', () => {
  // (2 − λ)² = 1
  const { values, vectors } = symmetricEigen(rows([2, 1], [1, 2]));
  expect(values[0]).toBeCloseTo(3, 12);
  expect(values[1]).toBeCloseTo(1, 12);
  expect(Math.abs(vectors[0][0])).toBeCloseTo(Math.SQRT1_2, 12);
  expect(vectors[0][0]).toBeCloseTo(vectors[0][1], 12);
});

it('agrees with LAPACK', () => {
  const { values, vectors } = symmetricEigen(rows([4, 1, -2], [1, 3, 0.5], [-2, 0.5, 1]));
  const expected = [5.217955775144567, 3.0346541415190385, -0.252609916663607];
  values.forEach((value, k) => {
    expect(value).toBeCloseTo(expected[k], 12);
  });
  const [first] = vectors;
  const sign = Math.sign(first[0]);
  [0.8731175045391051, 0.30857546975931954, -0.3774215186369489].forEach((value, i) => {
    expect(sign * first[i]).toBeCloseTo(value, 12);
  });
});

it('leaves a diagonal matrix as it is, but for the order', () => {
  const { values, vectors } = symmetricEigen(rows([1, 0, 0], [0, 0, 0], [0, 0, 7]));
  expect(values).toEqual([7, 1, 0]);
  expect(vectors.map((vector) => [...vector])).toEqual([
    [0, 0, 1],
    [1, 0, 0],
    [0, 1, 0],
  ]);
});
