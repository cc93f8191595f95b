import { PANEL_ROWS, productsWith } from './kernels/panel-products.ts';
import type { Pace } from './pace.ts';
import { type SquareMatrix, squareMatrix } from './square-matrix.ts';
import type { Matrix } from './types.ts';

/** Embeddings in float64, moved so that their mean is the origin. */
export interface CentredRows {
  count: number;
  width: number;
  /** [count, width], row-major. */
  values: Float64Array<ArrayBuffer>;
  /** [width] what was taken off. */
  mean: Float64Array<ArrayBuffer>;
}

/** The mean row of all matrices together, [width]. */
export function meanRow(matrices: readonly Matrix[], width: number): Float64Array<ArrayBuffer> {
  const mean = new Float64Array(width);
  let count = 0;
  for (const { rows, values } of matrices) {
    count += rows;
    for (let i = 0; i < rows; i++) {
      for (let p = 0, at = i * width; p < width; p++, at++) mean[p] += values[at];
    }
  }
  for (let p = 0; p < width; p++) mean[p] /= count;
  return mean;
}

/**
 * Stacks the matrices and moves their mean to the origin: embeddings are all positive and far
 * from it, and products of raw ones would cancel most of their digits later.
 */
export function centredRows(matrices: readonly Matrix[], width: number): CentredRows {
  const count = matrices.reduce((sum, matrix) => sum + matrix.rows, 0);
  const mean = meanRow(matrices, width);
  const centred = new Float64Array(count * width);
  let at = 0;
  for (const { rows, values } of matrices) {
    for (let i = 0; i < rows; i++) {
      for (let p = 0, from = i * width; p < width; p++) centred[at++] = values[from++] - mean[p];
    }
  }
  return { count, width, values: centred, mean };
}

/** The Gram matrix X Xᵀ, [count, count], both halves filled. */
export async function gramMatrix(rows: CentredRows, pace: Pace): Promise<SquareMatrix> {
  const { count, width, values } = rows;
  const gram = squareMatrix(count);
  const panelAt = (row: number) => ({
    values,
    start: row * width,
    rowStep: width,
    step: 1,
    rows: Math.min(PANEL_ROWS, count - row),
  });
  for (let i = 0; i < count; i += PANEL_ROWS) {
    const own = panelAt(i);
    const productsOf = productsWith(own, width);
    for (let j = 0; j <= i; j += PANEL_ROWS) {
      const other = panelAt(j);
      const products = productsOf(other);
      for (let r = 0; r < own.rows; r++) {
        for (let s = 0; s < other.rows; s++) {
          const product = products[r * PANEL_ROWS + s];
          gram.values[(i + r) * count + j + s] = product;
          gram.values[(j + s) * count + i + r] = product;
        }
      }
    }
    if (pace.due()) await pace.rest();
  }
  return gram;
}
