import { expect, it } from 'vitest';
import {
  factorise,
  factoriseSmall,
  solve,
  solveLower,
  solveLowerRows,
  solveRows,
} from './cholesky.ts';
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
      matrix.values[i * matrix.size + j] = product + (i === j ? 0.1 : 0);
    }
  }
  return matrix;
}

it.each([1, 4, 33, 64, 150])('solves a system of %i equations', async (size) => {
  const matrix = randomPositiveDefinite(size);
  const wanted = Float64Array.from({ length: size }, (_, i) => i - 2);
  const b = wanted.map((_, i) =>
    wanted.reduce((sum, x, j) => sum + matrix.values[i * matrix.size + j] * x, 0),
  );
  await factorise(matrix, pace);
  solve(matrix, b);
  for (let i = 0; i < size; i++) expect(b[i]).toBeCloseTo(wanted[i], 7);
});

it('gives the same factor in blocks as in one go', async () => {
  const blocks = randomPositiveDefinite(150);
  const whole = randomPositiveDefinite(150);
  await factorise(blocks, pace);
  factoriseSmall(whole);
  for (let i = 0; i < 150; i++) {
    for (let j = 0; j <= i; j++) {
      expect(blocks.values[i * 150 + j]).toBeCloseTo(whole.values[i * 150 + j], 9);
    }
  }
});

it.each([
  [3, 70],
  [70, 150],
])('solves %i rows of %i numbers as it does each alone', async (count, size) => {
  const factor = randomPositiveDefinite(size);
  await factorise(factor, pace);
  const random = seededRandom(count);
  const rows = Float64Array.from({ length: count * size }, () => normal(random));
  for (const [many, one] of [
    [solveRows, solve],
    [solveLowerRows, solveLower],
  ] as const) {
    const together = rows.slice();
    await many(factor, together, pace);
    for (let row = 0; row < count; row++) {
      const alone = rows.slice(row * size, (row + 1) * size);
      one(factor, alone);
      alone.forEach((value, p) => {
        expect(Math.abs(together[row * size + p] - value)).toBeLessThan(1e-8);
      });
    }
  }
});

it('refuses a matrix that is not positive definite', async () => {
  const matrix = squareMatrix(2);
  matrix.values.set([1, 2, 2, 1]);
  await expect(factorise(matrix, pace)).rejects.toThrow('positive definite');
});
