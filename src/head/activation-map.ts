/**
 * Class activation map (Zhou et al. 2016, "Learning Deep Features for Discriminative Localization",
 * https://arxiv.org/abs/1512.04150): which places of a picture speak for a class. An embedding is
 * the mean of the backbone's last feature map f over its positions, so a linear head's logit is
 *
 *   logit_c = bias_c + kernel_c · mean f(x, y) = mean over (x, y) of (bias_c + kernel_c · f(x, y)),
 *
 * the mean of the logits that the head gives to each position as if the whole picture were like it.
 * A class wins not by a high logit but by one higher than the others', so the map is the contrast
 *
 *   map_c(x, y) = logit_c(x, y) − mean over all classes k of logit_k(x, y),
 *
 * above zero where a position speaks for class c and below where it speaks for others. (A linear
 * discriminant's logits have the mean 0 already.) With bias_c in it, zero is the border between
 * the classes; without, whole classes would have no place that speaks for them.
 */
import type { Head, Matrix } from './types.ts';

/**
 * The class activation map of one output, in nats like the logits. Exact for both heads: its mean
 * is logit_output − mean of all logits. With a hidden layer it is the local linearisation: units
 * that are active at the picture's embedding count at every position, the others at none. The head
 * is linear there, kernel' = hiddenKernel · diag(active) · kernel.
 * @param features The feature map, [positions, features]; the mean of its rows is the embedding.
 * @returns [positions]
 * @throws Error if the head takes another number of features.
 */
export function activationMap(
  head: Head,
  features: Matrix,
  output: number,
): Float32Array<ArrayBuffer> {
  const { rows, cols, values } = features;
  if (cols !== head.features) {
    throw new Error(`The head takes ${head.features} features, not ${cols}.`);
  }
  const { weights, bias } = contrastAt(head, features, output);
  const map = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    let sum = bias;
    for (let p = 0; p < cols; p++) sum += values[row * cols + p] * weights[p];
    map[row] = sum;
  }
  return map;
}

/** One linear function of the features. */
interface Contrast {
  /** [features] */
  weights: Float64Array;
  bias: number;
}

/** What the head computes near the mean of the rows: the output's logit less the mean of all. */
function contrastAt(head: Head, features: Matrix, output: number): Contrast {
  const last = contrastOf(head.kernel, head.bias, output);
  if (head.kind === 'linear') return last;
  const { units, hiddenKernel } = head;
  const before = hiddenSums(hiddenKernel, head.hiddenBias, meanRow(features));
  const slopes = last.weights.map((weight, unit) => (before[unit] > 0 ? weight : 0));
  const weights = new Float64Array(features.cols);
  for (let p = 0; p < weights.length; p++) {
    for (let unit = 0; unit < units; unit++) {
      weights[p] += hiddenKernel[p * units + unit] * slopes[unit];
    }
  }
  const bias = slopes.reduce((sum, slope, unit) => sum + slope * head.hiddenBias[unit], last.bias);
  return { weights, bias };
}

/** One column of a layer, less the mean of all its columns. */
function contrastOf(kernel: Float32Array, bias: Float32Array, output: number): Contrast {
  const outputs = bias.length;
  const contrast = (row: ArrayLike<number>, at: number) => {
    let sum = 0;
    for (let o = 0; o < outputs; o++) sum += row[at + o];
    return row[at + output] - sum / outputs;
  };
  const weights = new Float64Array(kernel.length / outputs);
  for (let p = 0; p < weights.length; p++) weights[p] = contrast(kernel, p * outputs);
  return { weights, bias: contrast(bias, 0) };
}

/** The hidden units before the relu. */
function hiddenSums(kernel: Float32Array, bias: Float32Array, input: Float64Array): Float64Array {
  const sums = Float64Array.from(bias);
  for (let p = 0; p < input.length; p++) {
    for (let unit = 0; unit < sums.length; unit++) {
      sums[unit] += input[p] * kernel[p * sums.length + unit];
    }
  }
  return sums;
}

function meanRow({ rows, cols, values }: Matrix): Float64Array {
  const mean = new Float64Array(cols);
  for (let i = 0; i < values.length; i++) mean[i % cols] += values[i] / rows;
  return mean;
}
