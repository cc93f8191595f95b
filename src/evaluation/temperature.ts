/** The rule is never made more than this many times as sure as it is by itself. */
const SHARPEST = 20;
/** At the other end, logits spread by this little: all but equal probabilities, the same winners. */
const FLATTEST_SPREAD = 0.01;

/**
 * The temperature T that makes softmax(logits / T) as sure as the rule is right, and the mean
 * loss there, in nats. Found on logits of pictures that were left out (Guo 2017).
 *
 * Where all of them are right, the likelihood alone would make T zero and every answer certain.
 * So a share of 1 / (4n + 2) of each target goes to the other classes: about the median error
 * rate that n right answers of n leave open (0.23 / n, from Jeffreys' prior), in the way in which
 * Platt 1999 smooths targets for two classes. docs/head.md has what other shares gave.
 * @param logits [rows, classes]
 * @param count n: how many independent pictures the rows are worth
 */
export function fitTemperature(
  logits: Float64Array,
  labels: Int32Array,
  classes: number,
  count: number,
): { temperature: number; loss: number } {
  if (classes < 2) return { temperature: 1, loss: 0 };
  const doubt = 1 / (4 * count + 2) / (classes - 1);
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
  const { loss } = smoothedLoss(logits, labels, classes, doubt, sharpness);
  return { temperature: 1 / sharpness, loss };
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
      wanted += (c === labels[row] ? 1 - doubt * (classes - 1) : doubt) * logit;
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
    const row = logits.subarray(at, at + classes);
    widest = Math.max(widest, Math.max(...row) - Math.min(...row));
  }
  return widest;
}
