import { factorise, solveLowerRows, solveRows } from './cholesky.ts';
import { meanNoiseCorrection } from './class-mean-noise.ts';
import { shrinkage } from './discriminant.ts';
import { PANEL_ROWS, type Panel, productsWith } from './kernels/panel-products.ts';
import type { Pace } from './pace.ts';
import type { PartScatter, RowReader } from './part-scatter.ts';
import { type SquareMatrix, squareMatrix } from './square-matrix.ts';

/** Whose sums they are. */
interface SummedRows {
  /** [classes] rows of each class */
  counts: Int32Array;
  /** Which rows of the reader, of `labels` and of `units` were summed. */
  rows: Int32Array;
  labels: Int32Array;
  units: Int32Array;
  reader: RowReader;
}

/**
 * The rule from sums alone, whatever the number of rows summed; a few rows are read to make up for
 * noise in the class means (`class-mean-noise.ts`).
 * @returns weights [classes, features] and bias [classes], for rows as the reader gives them
 */
export async function fitSums(
  scatters: readonly PartScatter[],
  { counts, rows, labels, units, reader }: SummedRows,
  share: number,
  pace: Pace,
): Promise<{ weights: Float64Array; bias: Float64Array }> {
  const classes = counts.length;
  const features = reader.mean.length;
  const { means, centre } = classMeans(scatters, counts, features);
  const covariance = await withinScatter(scatters, counts, means, pace);
  let within = 0;
  for (let p = 0; p < features; p++) within += covariance.values[p * features + p];
  const { scale, ridge } = shrinkage(
    share,
    { rows: rows.length, classes, features },
    {
      within: Math.max(0, within),
      between: means.reduce((sum, mean) => sum + squaredDistance(mean, centre) / classes, 0),
      raw: squaredDistance(reader.mean, new Float64Array(features)),
    },
  );
  for (let p = 0; p < features; p++) {
    const row = p * features;
    for (let q = 0; q <= p; q++) covariance.values[row + q] *= scale;
    covariance.values[row + p] += ridge;
  }
  await factorise(covariance, pace);

  const weights = new Float64Array(classes * features);
  means.forEach((mean, c) => {
    for (let p = 0; p < features; p++) weights[c * features + p] = mean[p] - centre[p];
  });
  await solveRows(covariance, weights, pace);
  const noise = await meanNoiseCorrection(classes, rows, labels, units, scale, {
    diagonal: 1,
    factor: -scale,
    async columnsOf(members) {
      const columns = new Float64Array(members.length * features);
      members.forEach((member, i) => {
        reader.read(rows[member], columns, i * features, 1);
        const mean = means[labels[rows[member]]];
        for (let p = 0; p < features; p++) columns[i * features + p] -= mean[p];
      });
      await solveLowerRows(covariance, columns, pace);
      return columns;
    },
  });
  const bias = noise.map((correction, c) => {
    let sum = 0;
    for (let p = 0; p < features; p++) sum += weights[c * features + p] * (means[c][p] + centre[p]);
    return correction - sum / 2;
  });
  return { weights, bias };
}

/** Σ x xᵀ less what the class means account for, Σ_c n_c m_c m_cᵀ; its lower half. */
async function withinScatter(
  scatters: readonly PartScatter[],
  counts: Int32Array,
  means: readonly Float64Array[],
  pace: Pace,
): Promise<SquareMatrix> {
  const classes = means.length;
  const features = means[0].length;
  const scatter = squareMatrix(features);
  // √n_c m_c, a feature below the other.
  const roots = new Float64Array(features * classes);
  means.forEach((mean, c) => {
    const root = Math.sqrt(counts[c]);
    for (let p = 0; p < features; p++) roots[p * classes + c] = root * mean[p];
  });
  const panelAt = (feature: number): Panel => ({
    values: roots,
    start: feature * classes,
    rowStep: classes,
    step: 1,
    rows: Math.min(PANEL_ROWS, features - feature),
  });
  for (let i = 0; i < features; i += PANEL_ROWS) {
    const own = panelAt(i);
    addPacked(scatter, scatters, i, own.rows);
    const productsOf = productsWith(own, classes);
    for (let j = 0; j <= i; j += PANEL_ROWS) {
      const other = panelAt(j);
      const products = productsOf(other);
      for (let r = 0; r < own.rows; r++) {
        const row = (i + r) * features + j;
        for (let s = 0; s < other.rows; s++)
          scatter.values[row + s] -= products[r * PANEL_ROWS + s];
      }
    }
    if (pace.due()) await pace.rest();
  }
  return scatter;
}

/** Adds the parts' products to `rows` rows of the lower half. */
function addPacked(
  { size, values }: SquareMatrix,
  scatters: readonly PartScatter[],
  first: number,
  rows: number,
): void {
  for (let p = first; p < first + rows; p++) {
    const row = p * size;
    const packed = (p * (p + 1)) / 2;
    for (const { products } of scatters) {
      for (let q = 0; q <= p; q++) values[row + q] += products[packed + q];
    }
  }
}

function classMeans(
  scatters: readonly PartScatter[],
  counts: Int32Array,
  features: number,
): { means: Float64Array[]; centre: Float64Array } {
  const centre = new Float64Array(features);
  const means = Array.from(counts, (count, c) => {
    const mean = new Float64Array(features);
    for (const { sums } of scatters) {
      for (let p = 0; p < features; p++) mean[p] += sums[c * features + p];
    }
    for (let p = 0; p < features; p++) {
      mean[p] /= count;
      centre[p] += mean[p] / counts.length;
    }
    return mean;
  });
  return { means, centre };
}

function squaredDistance(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, p) => sum + (value - b[p]) ** 2, 0);
}
