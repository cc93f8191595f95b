import { factorise, solve, solveLowerRows } from './cholesky.ts';
import { meanNoiseCorrection } from './class-mean-noise.ts';
import { betweenTrace, meanProducts, scatterProducts } from './class-products.ts';
import {
  type CentredWeights,
  type Discriminant,
  type DiscriminantRows,
  type DiscriminantSpace,
  shrinkage,
  trainingRows,
} from './discriminant.ts';
import { type CentredRows, centredRows, gramMatrix } from './gram.ts';
import type { Pace } from './pace.ts';
import type { SquareMatrix } from './square-matrix.ts';

/**
 * The discriminant from products of rows alone: for fewer rows than features. With R the
 * class-centred training rows, Σₛ = scale·RᵀR + ridge·I and
 * Σₛ⁻¹v = (v − scale·Rᵀ(scale·RRᵀ + ridge·I)⁻¹R v) / ridge (Woodbury),
 * so every weight vector is a combination of training rows, and one Gram matrix holds all that
 * any fit, and the logits of any row left out, need.
 */
export async function dualSpace(
  rows: DiscriminantRows,
  share: number,
  pace: Pace,
): Promise<DiscriminantSpace> {
  const centred = centredRows(rows.matrices, rows.features);
  const gram = await gramMatrix(centred, pace);
  const raw = centred.mean.reduce((sum, x) => sum + x * x, 0);
  return { fit: (parts) => fitDual(rows, centred, gram, share, raw, parts, pace) };
}

async function fitDual(
  space: DiscriminantRows,
  centred: CentredRows,
  gram: SquareMatrix,
  share: number,
  raw: number,
  parts: readonly number[],
  pace: Pace,
): Promise<Discriminant> {
  const { classes, labels } = space;
  const { rows, counts } = trainingRows(space, parts);
  const products = meanProducts(gram, rows, labels, counts);
  const scatter = scatterProducts(gram, rows, labels, products);

  let within = 0;
  for (let i = 0; i < rows.length; i++) within += scatter.values[i * scatter.size + i];
  const { scale, ridge } = shrinkage(
    share,
    { rows: rows.length, classes, features: space.features },
    { within: Math.max(0, within), between: betweenTrace(products), raw },
  );
  for (let i = 0; i < rows.length; i++) {
    const row = i * scatter.size;
    for (let j = 0; j <= i; j++) scatter.values[row + j] *= scale;
    scatter.values[row + i] += ridge;
  }
  await factorise(scatter, pace);

  // coefficients[class][training row], and biases.
  const coefficients: Float64Array[] = [];
  const bias = new Float64Array(classes);
  for (let c = 0; c < classes; c++) {
    const alpha = products.withRows[c].map((product, i) => {
      const own = labels[rows[i]];
      const direction = product - products.withRows[classes][i];
      return scale * (direction - products.between[c][own] + products.between[classes][own]);
    });
    solve(scatter, alpha);
    const gamma = alpha.map((value, i) => {
      const own = labels[rows[i]];
      const mean = (own === c ? 1 : 0) - 1 / classes;
      return (mean / counts[own] - value) / ridge;
    });
    for (let i = 0; i < rows.length; i++) {
      bias[c] -= (gamma[i] * (products.withRows[c][i] + products.withRows[classes][i])) / 2;
    }
    coefficients.push(gamma);
    if (pace.due()) await pace.rest();
  }

  const noise = await meanNoiseCorrection(classes, rows, labels, space.units, scale, {
    diagonal: 0,
    factor: ridge,
    async columnsOf(members) {
      const columns = new Float64Array(members.length * rows.length);
      members.forEach((member, i) => {
        columns[i * rows.length + member] = 1;
      });
      await solveLowerRows(scatter, columns, pace);
      return columns;
    },
  });
  for (let c = 0; c < classes; c++) bias[c] += noise[c];
  return {
    logits: (judged) => dualLogits(gram, rows, coefficients, bias, judged, pace),
    weights: () => dualWeights(centred, rows, coefficients, bias, pace),
  };
}

async function dualLogits(
  gram: SquareMatrix,
  rows: Int32Array,
  coefficients: Float64Array[],
  bias: Float64Array,
  judged: Int32Array,
  pace: Pace,
): Promise<Float64Array> {
  const classes = bias.length;
  const logits = new Float64Array(judged.length * classes);
  for (let i = 0; i < judged.length; i++) {
    const row = judged[i] * gram.size;
    for (let c = 0; c < classes; c++) {
      const gamma = coefficients[c];
      let sum = bias[c];
      for (let j = 0; j < rows.length; j++) sum += gram.values[row + rows[j]] * gamma[j];
      logits[i * classes + c] = sum;
    }
    if (pace.due()) await pace.rest();
  }
  return logits;
}

async function dualWeights(
  { width, values, mean }: CentredRows,
  rows: Int32Array,
  coefficients: Float64Array[],
  bias: Float64Array,
  pace: Pace,
): Promise<CentredWeights> {
  const classes = bias.length;
  const kernel = new Float64Array(width * classes);
  for (let j = 0; j < rows.length; j++) {
    const row = rows[j] * width;
    for (let c = 0; c < classes; c++) {
      const gamma = coefficients[c][j];
      for (let p = 0; p < width; p++) kernel[p * classes + c] += gamma * values[row + p];
    }
    if (pace.due()) await pace.rest();
  }
  return { kernel, bias, mean };
}
