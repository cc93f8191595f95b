import { expect, it } from 'vitest';
import { factorise, factoriseSmall, solve } from './cholesky.ts';
import { createPace } from './pace.ts';
import { normal, seededRandom } from './random.ts';
import { type SquareMatrix, squareMatrix } from './square-matrix.ts';

const pace = createPace(new AbortController().signal);

function randomPositiveDefinite(size: number): SquareMatrix {
  const random = seededRandom(size);
  const rows = Array.from({ length: size }, () =>
    Array.from({ length: size }, () => normal(random)),
  );
  const matrix = squareMatrix(size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const product = rows[i].reduce((sum, x, p) => sum + x * rows[j][p], 0);
      matrix.values[i * matrix.stride + j] = product + (i === j ? 0.1 : 0);
    }
  }
  return matrix;
}

it.each([1, 4, 6, 33])('solves a system of %i equations', async (size) => {
  const matrix = randomPositiveDefinite(size);
  const wanted = Float64Array.from({ length: size }, (_, i) => i - 2);
  const b = wanted.map((_, i) =>
    wanted.reduce((sum, x, j) => sum + matrix.values[i * matrix.stride + j] * x, 0),
  );
  await factorise(matrix, pace);
  solve(matrix, b);
  for (let i = 0; i < size; i++) expect(b[i]).toBeCloseTo(wanted[i], 7);
});

it('gives the same factor in one go as in turns', async () => {
  const slow = randomPositiveDefinite(9);
  const fast = randomPositiveDefinite(9);
  await factorise(slow, pace);
  factoriseSmall(fast);
  expect(fast.values).toEqual(slow.values);
});

it('refuses a matrix that is not positive definite', async () => {
  const matrix = squareMatrix(2);
  matrix.values.set([1, 2, 0, 0, 2, 1], 0);
  await expect(factorise(matrix, pace)).rejects.toThrow('positive definite');
});
