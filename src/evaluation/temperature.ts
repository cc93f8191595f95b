import { winner } from '../head/predict.ts';

/** The rule is never made more than this many times as sure as it is by itself. */
const SHARPEST = 20;
/** At the other end, logits spread by this little: all but equal probabilities, the same winners. */
const FLATTEST_SPREAD = 0.01;

/**
 * Errors that the likelihood supposes where none was seen, as a share of one picture: few, since
 * the spread of the margins (below) says more. docs/head.md has what other shares gave.
 */
const DOUBT = 1 / 100;
/**
 * The same where the likelihood stands alone: about the median error rate that n right answers of
 * n leave open (0.23 / n, from Jeffreys' prior).
 */
const DOUBT_ALONE = 1 / 4;
/** So many pictures, and so many mistakes, weigh as much as what they are weighed against. */
const HALF_WEIGHT = 5;
/** In pictures, the weight of a margin as wide as it is large; few equal margins are no certainty. */
const PRIOR_WEIGHT = 0.5;
/** Above it the margins say only that the rule is poor, and the likelihood says that better. */
const WIDEST_RELATIVE_VARIANCE = 100;

/**
 * The temperature T that makes softmax(logits / T) as sure as the rule is right. Found on logits
 * of pictures that were left out (Guo et al. 2017).
 *
 * Two estimates, joined on a logarithmic scale. The likelihood rests on mistakes, and where there
 * is none would make T zero and every answer certain; so it is given a share of doubt. The spread
 * of the margins m = (logit of the true class − logit of another) needs no mistake: margins that
 * are normally distributed are calibrated exactly where variance = 2 · mean (van Leeuwen and
 * Brümmer 2013, "The distribution of calibrated likelihood-ratios in speaker recognition"), so
 * T = variance / (2 · mean). It counts the more, the more pictures and the fewer mistakes.
 * @param logits [rows, classes]
 * @param count how many independent pictures the rows are worth
 */
export function fitTemperature(
  logits: Float64Array,
  labels: Int32Array,
  classes: number,
  count: number,
): number {
  if (classes < 2) return 1;
  const likely = likeliest(logits, labels, classes, smoothing(DOUBT, count)).sharpness;
  const { mean, variance, wrong } = margins(logits, labels, classes);
  if (mean <= 0) return 1 / likely;
  const spread = Math.min(variance / mean ** 2, WIDEST_RELATIVE_VARIANCE);
  const relative = (count * spread + PRIOR_WEIGHT) / (count + PRIOR_WEIGHT);
  const bySpread = Math.min(SHARPEST, 2 / (mean * relative));
  const weight = (count / (count + HALF_WEIGHT)) * (HALF_WEIGHT / (HALF_WEIGHT + wrong * count));
  return bySpread ** -weight * likely ** (weight - 1);
}

/**
 * The least mean loss that a temperature gives, in nats, with the likelihood's own doubt: it tells two
 * rules apart that are right equally often.
 * @param logits [rows, classes], of pictures that were left out
 * @param count how many independent pictures the rows are worth
 */
export function leastLoss(
  logits: Float64Array,
  labels: Int32Array,
  classes: number,
  count: number,
): number {
  if (classes < 2) return 0;
  return likeliest(logits, labels, classes, smoothing(DOUBT_ALONE, count)).loss;
}

/**
 * A temperature for a rule that could not be judged, from its logits of its own training
 * pictures: no more trust than one picture of each class can earn.
 * @param logits [rows, classes]
 */
export function unjudgedTemperature(
  logits: Float64Array,
  labels: Int32Array,
  classes: number,
): number {
  if (classes < 2) return 1;
  return 1 / likeliest(logits, labels, classes, smoothing(DOUBT_ALONE, classes)).sharpness;
}

/**
 * The share of each target that goes to the other classes, in the way in which Platt 1999 smooths
 * targets for two classes: 1 / (4n + 2) for a doubt of a quarter.
 */
function smoothing(doubt: number, count: number): number {
  return doubt / (count + 2 * doubt);
}

/** 1 / T of the highest likelihood, with `doubt` of each target on the other classes; and the loss there. */
function likeliest(
  logits: Float64Array,
  labels: Int32Array,
  classes: number,
  doubt: number,
): { sharpness: number; loss: number } {
  let low = Math.log(
    FLATTEST_SPREAD / Math.max(spread(logits, classes), FLATTEST_SPREAD / SHARPEST),
  );
  let high = Math.log(SHARPEST);
  // The loss is convex in the sharpness 1 / T: halve the interval by the sign of its slope.
  for (let i = 0; i < 32; i++) {
    const middle = (low + high) / 2;
    if (smoothedLoss(logits, labels, classes, doubt, Math.exp(middle)).slope < 0) low = middle;
    else high = middle;
  }
  const sharpness = Math.exp((low + high) / 2);
  return { sharpness, loss: smoothedLoss(logits, labels, classes, doubt, sharpness).loss };
}

/** Of the logit of the true class over each other one; and the share of rows that another one won. */
function margins(
  logits: Float64Array,
  labels: Int32Array,
  classes: number,
): { mean: number; variance: number; wrong: number } {
  const meanOf = (of: (margin: number) => number) => {
    let sum = 0;
    for (let row = 0; row < labels.length; row++) {
      const at = row * classes;
      const own = logits[at + labels[row]];
      for (let c = 0; c < classes; c++) if (c !== labels[row]) sum += of(own - logits[at + c]);
    }
    return sum / (labels.length * (classes - 1));
  };
  const mean = meanOf((margin) => margin);
  const variance = meanOf((margin) => (margin - mean) ** 2);
  const wrong = labels.filter((label, row) => winner(logits, row * classes, classes) !== label);
  return { mean, variance, wrong: wrong.length / labels.length };
}

/** Mean cross-entropy against the smoothed targets, and its slope in the sharpness. */
function smoothedLoss(
  logits: Float64Array,
  labels: Int32Array,
  classes: number,
  doubt: number,
  sharpness: number,
): { loss: number; slope: number } {
  let loss = 0;
  let slope = 0;
  for (let row = 0; row < labels.length; row++) {
    const at = row * classes;
    let largest = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < classes; c++) largest = Math.max(largest, logits[at + c]);
    let sum = 0;
    let expected = 0;
    let wanted = 0;
    for (let c = 0; c < classes; c++) {
      // Shifted, so that a large common part of the logits costs no digits.
      const logit = logits[at + c] - largest;
      const weight = Math.exp(sharpness * logit);
      sum += weight;
      expected += weight * logit;
      wanted += (c === labels[row] ? 1 - doubt : doubt / (classes - 1)) * logit;
    }
    loss += Math.log(sum) - sharpness * wanted;
    slope += expected / sum - wanted;
  }
  return { loss: loss / labels.length, slope: slope / labels.length };
}

/** Largest distance between two logits of one row. */
function spread(logits: Float64Array, classes: number): number {
  let widest = 0;
  for (let at = 0; at < logits.length; at += classes) {
    let [least, most] = [logits[at], logits[at]];
    for (let c = 1; c < classes; c++) {
      least = Math.min(least, logits[at + c]);
      most = Math.max(most, logits[at + c]);
    }
    widest = Math.max(widest, most - least);
  }
  return widest;
}
