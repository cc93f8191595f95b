import { factorise, solveLowerRows, solveRows } from './cholesky.ts';
import { meanNoiseCorrection } from './class-mean-noise.ts';
import { shrinkage } from './discriminant.ts';
import { PANEL_ROWS, type Panel, productsWith } from './kernels/panel-products.ts';
import type { Pace } from './pace.ts';
import type { PartScatter } from './part-scatter.ts';
import type { SquareMatrix } from './square-matrix.ts';

/** Whose sums they are. */
export interface SummedRows {
  /** [classes] rows of each class */
  counts: Int32Array;
  /** [n] class of each row, and its unit: see `DiscriminantRows`. */
  labels: Int32Array;
  units: Int32Array;
  /** [features] what was taken off every row before it was summed. */
  centre: Float64Array;
  /** Some of the rows, less the centre: [places, features]. */
  read(places: readonly number[]): Promise<Float64Array>;
}

/**
 * The rule from sums alone, whatever the number of rows summed; a few rows are read to make up for
 * noise in the class means (`class-mean-noise.ts`).
 * @param room [features, features] to work in, so that fits one after the other share it: 13 MB from
 *   the system take longer than half of the work. What it holds means nothing before or after.
 * @returns weights [classes, features] and bias [classes], for rows less the centre
 */
export async function fitSums(
  scatters: readonly PartScatter[],
  { counts, labels, units, centre: origin, read }: SummedRows,
  share: number,
  room: SquareMatrix,
  pace: Pace,
): Promise<{ weights: Float64Array; bias: Float64Array }> {
  const classes = counts.length;
  const features = origin.length;
  const { means, centre } = classMeans(scatters, counts, features);
  const covariance = await withinScatter(scatters, counts, means, room, pace);
  let within = 0;
  for (let p = 0; p < features; p++) within += covariance.values[p * features + p];
  const { scale, ridge } = shrinkage(
    share,
    { rows: labels.length, classes, features },
    {
      within: Math.max(0, within),
      between: means.reduce((sum, mean) => sum + squaredDistance(mean, centre) / classes, 0),
      raw: squaredDistance(origin, new Float64Array(features)),
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
  const all = Int32Array.from(labels.keys());
  const noise = await meanNoiseCorrection(classes, all, labels, units, scale, {
    diagonal: 1,
    factor: -scale,
    async columnsOf(members) {
      const columns = await read(members);
      members.forEach((member, i) => {
        const mean = means[labels[member]];
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
  scatter: SquareMatrix,
  pace: Pace,
): Promise<SquareMatrix> {
  const classes = means.length;
  const features = means[0].length;
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
    unpackSum(scatter, scatters, i, own.rows);
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

/** Writes the sum of the parts' products to `rows` rows of the lower half. */
function unpackSum(
  { size, values }: SquareMatrix,
  scatters: readonly PartScatter[],
  first: number,
  rows: number,
): void {
  for (let p = first; p < first + rows; p++) {
    const row = p * size;
    const packed = (p * (p + 1)) / 2;
    values.fill(0, row, row + p + 1);
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

/** [classes, features] as [features, classes]. */
export function asKernel(weights: Float64Array, features: number): Float64Array {
  const classes = weights.length / features;
  const kernel = new Float64Array(weights.length);
  for (let c = 0; c < classes; c++) {
    for (let p = 0; p < features; p++) kernel[p * classes + c] = weights[c * features + p];
  }
  return kernel;
}
