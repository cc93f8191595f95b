import { type SquareMatrix, squareMatrix } from './square-matrix.ts';

/** Products with class means; one more entry, at index `classes`, is the mean of the class means. */
export interface MeanProducts {
  /** withRows[class][training row] */
  withRows: Float64Array[];
  /** between[class][class] */
  between: Float64Array[];
}

/** Products of the training rows, given by their indices into the Gram matrix, with class means. */
export function meanProducts(
  gram: SquareMatrix,
  rows: Int32Array,
  labels: Int32Array,
  counts: Int32Array,
): MeanProducts {
  const classes = counts.length;
  const withRows = Array.from({ length: classes + 1 }, () => new Float64Array(rows.length));
  const sums = new Float64Array(classes);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] * gram.size;
    sums.fill(0);
    for (let j = 0; j < rows.length; j++) sums[labels[rows[j]]] += gram.values[row + rows[j]];
    for (let c = 0; c < classes; c++) {
      withRows[c][i] = sums[c] / counts[c];
      withRows[classes][i] += withRows[c][i] / classes;
    }
  }
  const between = withRows.map((products) => {
    const means = new Float64Array(classes + 1);
    for (let i = 0; i < rows.length; i++) means[labels[rows[i]]] += products[i];
    for (let c = 0; c < classes; c++) {
      means[c] /= counts[c];
      means[classes] += means[c] / classes;
    }
    return means;
  });
  return { withRows, between };
}

/** R Rᵀ for the class-centred training rows R; its lower half. */
export function scatterProducts(
  gram: SquareMatrix,
  rows: Int32Array,
  labels: Int32Array,
  { withRows, between }: MeanProducts,
): SquareMatrix {
  const scatter = squareMatrix(rows.length);
  for (let i = 0; i < rows.length; i++) {
    const own = labels[rows[i]];
    const from = rows[i] * gram.size;
    const to = i * scatter.size;
    for (let j = 0; j <= i; j++) {
      const other = labels[rows[j]];
      const means = between[own][other] - withRows[other][i] - withRows[own][j];
      scatter.values[to + j] = gram.values[from + rows[j]] + means;
    }
  }
  return scatter;
}

/** Mean squared distance of the class means to their own mean. */
export function betweenTrace({ between }: MeanProducts): number {
  const classes = between.length - 1;
  let sum = 0;
  for (let c = 0; c < classes; c++) sum += between[c][c] - between[classes][classes];
  return Math.max(0, sum / classes);
}
