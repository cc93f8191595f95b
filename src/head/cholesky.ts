import type { Pace } from './pace.ts';
import { type SquareMatrix, tileProducts } from './square-matrix.ts';

/**
 * Replaces a symmetric positive definite matrix (its lower half is read) by its Cholesky factor
 * L, A = L Lᵀ, in the lower half. What stands above the diagonal means nothing afterwards.
 * Throws where the matrix is not positive definite.
 */
export async function factorise(matrix: SquareMatrix, pace: Pace): Promise<void> {
  fillPadding(matrix);
  for (let i = 0; i < matrix.stride; i += 4) {
    factoriseTileRow(matrix, i);
    if (pace.due()) await pace.rest();
  }
}

/** `factorise` in one go, for small matrices. */
export function factoriseSmall(matrix: SquareMatrix): void {
  fillPadding(matrix);
  for (let i = 0; i < matrix.stride; i += 4) factoriseTileRow(matrix, i);
}

/** Solves L y = b in place. `start`: the first element of b that is not zero, if it is known. */
export function solveLower(factor: SquareMatrix, b: Float64Array, start = 0): void {
  const { size, stride, values } = factor;
  for (let i = start; i < size; i++) {
    const row = i * stride;
    let sum = b[i];
    for (let j = start; j < i; j++) sum -= values[row + j] * b[j];
    b[i] = sum / values[row + i];
  }
}

/** Solves L Lᵀ x = b in place. */
export function solve(factor: SquareMatrix, b: Float64Array): void {
  solveLower(factor, b);
  const { size, stride, values } = factor;
  for (let i = size - 1; i >= 0; i--) {
    const row = i * stride;
    const x = b[i] / values[row + i];
    b[i] = x;
    for (let j = 0; j < i; j++) b[j] -= values[row + j] * x;
  }
}

function fillPadding({ size, stride, values }: SquareMatrix): void {
  for (let i = size; i < stride; i++) {
    values.fill(0, i * stride, i * stride + i);
    values[i * stride + i] = 1;
  }
}

/** Rows i … i + 3 of the factor, from the rows above them. */
function factoriseTileRow({ stride, values }: SquareMatrix, i: number): void {
  const tile = new Float64Array(16);
  for (let j = 0; j <= i; j += 4) {
    tileProducts(values, i * stride, j * stride, stride, j, tile);
    for (let r = 0; r < 4; r++) {
      const row = (i + r) * stride + j;
      const last = i === j ? r : 3;
      for (let s = 0; s <= last; s++) {
        const above = (j + s) * stride + j;
        let value = values[row + s] - tile[4 * r + s];
        for (let t = 0; t < s; t++) value -= values[row + t] * values[above + t];
        if (i === j && r === s) {
          if (!(value > 0)) throw new Error('The matrix is not positive definite.');
          values[row + s] = Math.sqrt(value);
        } else {
          values[row + s] = value / values[above + s];
        }
      }
    }
  }
}
