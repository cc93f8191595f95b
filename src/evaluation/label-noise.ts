import type { Pace } from '../head/pace.ts';
import { softmax } from '../head/predict.ts';

/** Shares of wrong labels that are weighed: evenly spread in their logarithm, so few are likelier. */
const RATES = geometric(0.0001, 0.4, 36);
/** How many times as sure as they come the answers may be, once wrong labels are not held against them. */
const SHARPNESSES = geometric(0.1, 12, 32);

/**
 * For each label the chance that it is wrong, from out-of-fold answers.
 *
 * The model: the answers, softmax(sharpness · log p), are right about the true class; a label is
 * then swapped for any of the other classes with one and the same rate. So
 * P(label y) = (1 − rate) · p_y + rate / (classes − 1) · (1 − p_y). An unsure model explains its
 * mistakes by low sharpness, and only mistakes it is too sure of are left for the rate to explain.
 * (Logistic regression that allows for wrong labels: Copas, "Binary regression models for
 * contaminated data", Journal of the Royal Statistical Society B 50:225, 1988; Bootkrajang and
 * Kabán, "Label-noise robust logistic regression and its applications", ECML PKDD 2012.)
 * Rate and sharpness are not fitted but weighed by their likelihood, over a grid: few pictures
 * leave both open, and the chances should say so.
 * @param logProbabilities [n, classes], out of fold, natural logarithms; need not be normalised
 * @returns [n], 0 to 1
 */
export async function wrongLabelChances(
  logProbabilities: Float64Array,
  labels: Int32Array,
  classes: number,
  pace: Pace,
): Promise<Float64Array<ArrayBuffer>> {
  const chances = new Float64Array(labels.length);
  if (classes < 2) return chances;
  const cells: { owns: Float64Array; rate: number; logLikelihood: number }[] = [];
  for (const sharpness of SHARPNESSES) {
    const probabilities = softmax(
      logProbabilities.map((value) => sharpness * value),
      classes,
    );
    const owns = Float64Array.from(labels, (label, row) => probabilities[row * classes + label]);
    for (const rate of RATES) {
      let logLikelihood = 0;
      for (const own of owns) logLikelihood += Math.log(likelihood(own, rate, classes));
      cells.push({ owns, rate, logLikelihood });
      if (pace.due()) await pace.rest();
    }
  }
  const largest = Math.max(...cells.map(({ logLikelihood }) => logLikelihood));
  const weights = cells.map(({ logLikelihood }) => Math.exp(logLikelihood - largest));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  for (const [at, { owns, rate }] of cells.entries()) {
    const weight = weights[at] / sum;
    if (weight < 1e-9) continue;
    for (let row = 0; row < owns.length; row++) {
      const swapped = (rate / (classes - 1)) * (1 - owns[row]);
      chances[row] += (weight * swapped) / likelihood(owns[row], rate, classes);
    }
    if (pace.due()) await pace.rest();
  }
  return chances;
}

/** Of a label whose class the model gives the probability `own`. */
function likelihood(own: number, rate: number, classes: number): number {
  return (1 - rate) * own + (rate / (classes - 1)) * (1 - own);
}

function geometric(from: number, to: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, at) => from * (to / from) ** (at / (count - 1)));
}
