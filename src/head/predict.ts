import type { Head, Matrix } from './types.ts';

/** Logits of each row of `embeddings`, [rows, classes], row-major. */
export function logits(head: Head, embeddings: Matrix): Float64Array<ArrayBuffer> {
  if (embeddings.cols !== head.features) {
    throw new Error(`The head takes ${head.features} features, not ${embeddings.cols}.`);
  }
  const { rows, values } = embeddings;
  if (head.kind === 'linear') {
    return dense(values, rows, head.features, head.kernel, head.bias);
  }
  const hidden = dense(values, rows, head.features, head.hiddenKernel, head.hiddenBias);
  for (let i = 0; i < hidden.length; i++) hidden[i] = Math.max(0, hidden[i]);
  return dense(hidden, rows, head.units, head.kernel, head.bias);
}

/** Probabilities of each row of `logits`, [rows, classes]; the largest logit is taken off first, so that nothing overflows. */
export function softmax(logits: Float64Array, classes: number): Float64Array<ArrayBuffer> {
  const probabilities = new Float64Array(logits.length);
  for (let row = 0; row < logits.length; row += classes) {
    let largest = Number.NEGATIVE_INFINITY;
    for (let c = 0; c < classes; c++) largest = Math.max(largest, logits[row + c]);
    let sum = 0;
    for (let c = 0; c < classes; c++) {
      probabilities[row + c] = Math.exp(logits[row + c] - largest);
      sum += probabilities[row + c];
    }
    for (let c = 0; c < classes; c++) probabilities[row + c] /= sum;
  }
  return probabilities;
}

/** Index of the largest of the `classes` values that begin at `at`; the first one in a tie. */
export function winner(values: ArrayLike<number>, at: number, classes: number): number {
  let best = 0;
  for (let c = 1; c < classes; c++) if (values[at + c] > values[at + best]) best = c;
  return best;
}

function dense(
  input: Float32Array | Float64Array,
  rows: number,
  inputs: number,
  kernel: Float32Array,
  bias: Float32Array,
): Float64Array<ArrayBuffer> {
  const outputs = bias.length;
  const result = new Float64Array(rows * outputs);
  for (let i = 0; i < rows; i++) {
    const to = i * outputs;
    result.set(bias, to);
    for (let p = 0; p < inputs; p++) {
      const value = input[i * inputs + p];
      // Half of the units behind a relu are zero.
      if (value === 0) continue;
      const weights = p * outputs;
      for (let o = 0; o < outputs; o++) result[to + o] += value * kernel[weights + o];
    }
  }
  return result;
}
