import { PANEL_ROWS, type Panel, productsWith } from './kernels/panel-products.ts';
import type { Pace } from './pace.ts';
import type { SquareMatrix } from './square-matrix.ts';

/**
 * Replaces a symmetric positive definite matrix (its lower half is read) by its Cholesky factor
 * L, A = L Lᵀ, in the lower half. What stands above the diagonal means nothing afterwards.
 * Throws where the matrix is not positive definite.
 *
 * Column block by column block, so that nearly all of the work is products of panels (the blocked
 * form of Golub and Van Loan, Matrix Computations, 4.2.9).
 */
export async function factorise(matrix: SquareMatrix, pace: Pace): Promise<void> {
  const { size, values } = matrix;
  for (let j = 0; j < size; j += PANEL_ROWS) {
    const width = Math.min(PANEL_ROWS, size - j);
    subtractFactored(matrix, j, width);
    factoriseBlock(matrix, j, width);
    const below = productsWith(invertedBlock(matrix, j, width), width);
    for (let i = j + width; i < size; i += PANEL_ROWS) {
      const rows = Math.min(PANEL_ROWS, size - i);
      const products = below({ values, start: i * size + j, rowStep: size, step: 1, rows });
      for (let s = 0; s < rows; s++) {
        const row = (i + s) * size + j;
        for (let r = 0; r < width; r++) values[row + r] = products[r * PANEL_ROWS + s];
      }
    }
    if (pace.due()) await pace.rest();
  }
}

/** `factorise` in one go, by the plain loops that suit small matrices. */
export function factoriseSmall(matrix: SquareMatrix): void {
  factoriseBlock(matrix, 0, matrix.size);
}

/** Solves L y = b in place. */
export function solveLower(factor: SquareMatrix, b: Float64Array): void {
  solveLowerBlock(factor, 0, factor.size, b, 0);
}

/** Solves L Lᵀ x = b in place. */
export function solve(factor: SquareMatrix, b: Float64Array): void {
  solveLower(factor, b);
  solveUpperBlock(factor, 0, factor.size, b, 0);
}

/** Solves L y = b in place for every row b of [rows, size]. */
export async function solveLowerRows(
  factor: SquareMatrix,
  b: Float64Array,
  pace: Pace,
): Promise<void> {
  const { size, values } = factor;
  for (let j = 0; j < size; j += PANEL_ROWS) {
    const rows = Math.min(PANEL_ROWS, size - j);
    const known = { values, start: j * size, rowStep: size, step: 1, rows };
    subtractKnown(known, b, size, { from: 0, length: j, to: j });
    for (let at = 0; at < b.length; at += size) solveLowerBlock(factor, j, rows, b, at);
    if (pace.due()) await pace.rest();
  }
}

/** Solves L Lᵀ x = b in place for every row b of [rows, size]. */
export async function solveRows(factor: SquareMatrix, b: Float64Array, pace: Pace): Promise<void> {
  await solveLowerRows(factor, b, pace);
  const { size, values } = factor;
  for (let end = size; end > 0; ) {
    const rows = end % PANEL_ROWS || PANEL_ROWS;
    const j = end - rows;
    // Columns of L are rows of Lᵀ.
    const known = { values, start: end * size + j, rowStep: 1, step: size, rows };
    subtractKnown(known, b, size, { from: end, length: size - end, to: j });
    for (let at = 0; at < b.length; at += size) solveUpperBlock(factor, j, rows, b, at);
    end = j;
    if (pace.due()) await pace.rest();
  }
}

/** Takes from `to` … of each row of b what the numbers `from` … add to those equations. */
function subtractKnown(
  known: Panel,
  b: Float64Array,
  size: number,
  { from, length, to }: { from: number; length: number; to: number },
): void {
  if (length === 0) return;
  const count = b.length / size;
  const productsOf = productsWith(known, length);
  for (let i = 0; i < count; i += PANEL_ROWS) {
    const rows = Math.min(PANEL_ROWS, count - i);
    const products = productsOf({
      values: b,
      start: i * size + from,
      rowStep: size,
      step: 1,
      rows,
    });
    for (let s = 0; s < rows; s++) {
      const row = (i + s) * size + to;
      for (let r = 0; r < known.rows; r++) b[row + r] -= products[r * PANEL_ROWS + s];
    }
  }
}

/** Takes from a column block, at the diagonal and below it, what the factored columns add up to. */
function subtractFactored({ size, values }: SquareMatrix, j: number, width: number): void {
  if (j === 0) return;
  const panelAt = (row: number, rows: number): Panel => ({
    values,
    start: row * size,
    rowStep: size,
    step: 1,
    rows,
  });
  const productsOf = productsWith(panelAt(j, width), j);
  for (let i = j; i < size; i += PANEL_ROWS) {
    const rows = Math.min(PANEL_ROWS, size - i);
    const products = productsOf(panelAt(i, rows));
    for (let s = 0; s < rows; s++) {
      const row = (i + s) * size + j;
      for (let r = 0; r < width; r++) values[row + r] -= products[r * PANEL_ROWS + s];
    }
  }
}

/** The factor of the block of this width at the diagonal. */
function factoriseBlock({ size, values }: SquareMatrix, j: number, width: number): void {
  for (let r = j; r < j + width; r++) {
    const row = r * size;
    for (let s = j; s <= r; s++) {
      const other = s * size;
      let value = values[row + s];
      for (let t = j; t < s; t++) value -= values[row + t] * values[other + t];
      if (s < r) values[row + s] = value / values[other + s];
      else if (value > 0) values[row + r] = Math.sqrt(value);
      else throw new Error('The matrix is not positive definite.');
    }
  }
}

/** The inverse of a factored block at the diagonal. */
function invertedBlock(factor: SquareMatrix, j: number, width: number): Panel {
  const { size, values } = factor;
  const inverse = new Float64Array(width * width);
  for (let r = 0; r < width; r++) {
    const row = (j + r) * size + j;
    for (let s = 0; s <= r; s++) {
      let value = r === s ? 1 : 0;
      for (let t = s; t < r; t++) value -= values[row + t] * inverse[t * width + s];
      inverse[r * width + s] = value / values[row + r];
    }
  }
  return { values: inverse, start: 0, rowStep: width, step: 1, rows: width };
}

function solveLowerBlock(
  { size, values }: SquareMatrix,
  j: number,
  width: number,
  b: Float64Array,
  at: number,
): void {
  for (let r = j; r < j + width; r++) {
    let value = b[at + r];
    for (let s = j; s < r; s++) value -= values[r * size + s] * b[at + s];
    b[at + r] = value / values[r * size + r];
  }
}

function solveUpperBlock(
  { size, values }: SquareMatrix,
  j: number,
  width: number,
  b: Float64Array,
  at: number,
): void {
  for (let r = j + width - 1; r >= j; r--) {
    const value = b[at + r] / values[r * size + r];
    b[at + r] = value;
    for (let s = j; s < r; s++) b[at + s] -= values[r * size + s] * value;
  }
}
