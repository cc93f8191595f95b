/**
 * Linear discriminant analysis with equal priors, in closed form: class means, and one
 * within-class covariance for all classes, shrunk towards a multiple of the identity.
 * logits = Σₛ⁻¹(m_c − m̄) · x − ½(m_cᵀΣₛ⁻¹m_c − m̄ᵀΣₛ⁻¹m̄), m̄ the mean of the class means.
 * docs/head.md tells why, and what was measured.
 */
import type { CentredWeights, DiscriminantRows, DiscriminantSpace } from './discriminant.ts';
import { dualSpace } from './dual-discriminant.ts';
import type { Pace } from './pace.ts';
import { primalSpace } from './primal-discriminant.ts';
import type { LinearHead } from './types.ts';

/** Share of the identity in the covariance; what was best on average over 3 to 30 pictures a class. */
export const SHRINKAGE = 0.6;

/**
 * Does the work that all fits share; each `fit` is one solved system. Two forms of the same rule:
 * products of rows where there are fewer rows than features, products of features otherwise.
 * @param share shrinkage s, 0 < s < 1
 */
export function discriminantSpace(
  rows: DiscriminantRows,
  share: number,
  pace: Pace,
): Promise<DiscriminantSpace> {
  return rows.labels.length < rows.features
    ? dualSpace(rows, share, pace)
    : primalSpace(rows, share, pace);
}

/** One Dense layer that gives the rule's logits over `temperature` for embeddings as they are. */
export function linearHead(
  { kernel, bias, mean }: CentredWeights,
  temperature: number,
): LinearHead {
  const classes = bias.length;
  const features = mean.length;
  const folded = new Float32Array(kernel.length);
  for (let at = 0; at < kernel.length; at++) folded[at] = kernel[at] / temperature;
  // From the rounded kernel, so that rounding only touches the way from the mean to the picture.
  const foldedBias = bias.map((value) => value / temperature);
  for (let p = 0; p < features; p++) {
    for (let c = 0; c < classes; c++) foldedBias[c] -= mean[p] * folded[p * classes + c];
  }
  return { kind: 'linear', features, classes, kernel: folded, bias: Float32Array.from(foldedBias) };
}
