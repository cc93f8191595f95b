import { factorise, solve, solveLower } from './cholesky.ts';
import { meanNoiseCorrection, productsOfColumns } from './class-mean-noise.ts';
import {
  type Discriminant,
  type DiscriminantRows,
  type DiscriminantSpace,
  shrinkage,
  trainingRows,
} from './discriminant.ts';
import type { Pace } from './pace.ts';
import { type PartScatter, type RowReader, rowReader, scatterParts } from './part-scatter.ts';
import { squareMatrix } from './square-matrix.ts';

/**
 * The discriminant from sums over the rows: for more rows than features. A fit adds up the parts
 * it takes and solves one features × features system, however many rows there are.
 */
export async function primalSpace(
  rows: DiscriminantRows,
  share: number,
  pace: Pace,
): Promise<DiscriminantSpace> {
  const reader = rowReader(rows);
  const scatters = await scatterParts(rows, reader, pace);
  return { fit: (parts) => fitPrimal(rows, reader, scatters, share, parts, pace) };
}

async function fitPrimal(
  space: DiscriminantRows,
  reader: RowReader,
  scatters: readonly PartScatter[],
  share: number,
  parts: readonly number[],
  pace: Pace,
): Promise<Discriminant> {
  const { classes, features, labels } = space;
  const { rows, counts } = trainingRows(space, parts);
  const { means, centre } = classMeans(scatters, parts, counts, features);

  const covariance = squareMatrix(features);
  let within = 0;
  for (let p = 0; p < features; p++) {
    const row = p * covariance.stride;
    const packed = (p * (p + 1)) / 2;
    for (const part of parts) {
      const { products } = scatters[part];
      for (let q = 0; q <= p; q++) covariance.values[row + q] += products[packed + q];
    }
    for (let c = 0; c < classes; c++) {
      const weight = counts[c] * means[c][p];
      for (let q = 0; q <= p; q++) covariance.values[row + q] -= weight * means[c][q];
    }
    within += covariance.values[row + p];
    if (pace.due()) await pace.rest();
  }
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
    const row = p * covariance.stride;
    for (let q = 0; q <= p; q++) covariance.values[row + q] *= scale;
    covariance.values[row + p] += ridge;
  }
  await factorise(covariance, pace);

  const kernel = new Float64Array(features * classes);
  const bias = new Float64Array(classes);
  for (let c = 0; c < classes; c++) {
    const mean = means[c];
    const weights = mean.map((value, p) => value - centre[p]);
    solve(covariance, weights);
    for (let p = 0; p < features; p++) {
      kernel[p * classes + c] = weights[p];
      bias[c] -= (weights[p] * (mean[p] + centre[p])) / 2;
    }
    if (pace.due()) await pace.rest();
  }

  const remainderOf = (members: readonly number[]) => {
    const columnOf = (member: number) => {
      const column = new Float64Array(features);
      reader.read(rows[member], column, 0, 1);
      const mean = means[labels[rows[member]]];
      for (let p = 0; p < features; p++) column[p] -= mean[p];
      solveLower(covariance, column);
      return column;
    };
    return productsOfColumns(members, columnOf, 1, -scale, pace);
  };
  const noise = await meanNoiseCorrection(classes, rows, labels, space.units, scale, remainderOf);
  for (let c = 0; c < classes; c++) bias[c] += noise[c];
  return {
    logits: (judged) => primalLogits(reader, kernel, bias, judged, pace),
    weights: async () => ({ kernel, bias, mean: reader.mean }),
  };
}

function classMeans(
  scatters: readonly PartScatter[],
  parts: readonly number[],
  counts: Int32Array,
  features: number,
): { means: Float64Array[]; centre: Float64Array } {
  const centre = new Float64Array(features);
  const means = Array.from(counts, (count, c) => {
    const mean = new Float64Array(features);
    for (const part of parts) {
      const { sums } = scatters[part];
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

async function primalLogits(
  reader: RowReader,
  kernel: Float64Array,
  bias: Float64Array,
  judged: Int32Array,
  pace: Pace,
): Promise<Float64Array> {
  const classes = bias.length;
  const features = reader.mean.length;
  const logits = new Float64Array(judged.length * classes);
  const row = new Float64Array(features);
  for (let i = 0; i < judged.length; i++) {
    reader.read(judged[i], row, 0, 1);
    const at = i * classes;
    logits.set(bias, at);
    for (let p = 0; p < features; p++) {
      for (let c = 0; c < classes; c++) logits[at + c] += row[p] * kernel[p * classes + c];
    }
    if (pace.due()) await pace.rest();
  }
  return logits;
}
