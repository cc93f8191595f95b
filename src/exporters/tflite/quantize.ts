import type { ValueRange } from './ranges.ts';
import type { Quantization } from './tflite-file.ts';

/** A tensor's one scale: real = scale · (stored − zeroPoint). */
export interface ActivationScale {
  scale: number;
  zeroPoint: number;
}

/** A smaller span is that of a tensor that was zero wherever it was measured. */
const LEAST_SPAN = 1e-3;

/** Of the integers that stand between operators. */
export type ActivationBits = 8 | 16;

/**
 * The scale with which −128 to 127 reach from `min` to `max`; zero is one of the numbers it can say.
 * With 16 bits −32767 to 32767, and zero is 0: kernels take no other.
 */
export function activationScale({ min, max }: ValueRange, bits: ActivationBits): ActivationScale {
  if (bits === 16) {
    const reach = Math.max(-min, max);
    return { scale: Math.fround((reach < LEAST_SPAN ? 1 : reach) / 32767), zeroPoint: 0 };
  }
  const low = Math.min(min, 0);
  const span = Math.max(max, 0) - low;
  // As the file holds it: what is derived from it must not differ.
  const scale = Math.fround((span < LEAST_SPAN ? 1 : span) / 255);
  return { scale, zeroPoint: Math.min(127, Math.max(-128, Math.round(-128 - low / scale))) };
}

export function quantization({ scale, zeroPoint }: ActivationScale): Quantization {
  return { scales: [scale], zeroPoint, dimension: 0 };
}

/** The most that a bias takes of its 32 bits: sums of products are added to it. */
const LARGEST_BIAS = 2 ** 29;
/** XNNPACK takes input scale · weight scale / output scale from 2⁻³² on. */
const LEAST_MULTIPLIER = 2 ** -24;

interface WeightsIn {
  /** The last axis is the outputs. */
  kernel: Float32Array;
  bias: Float32Array;
  inputScale: number;
  outputScale: number;
}

/** Scales with which −127 to 127 reach the weights of each output, zero point 0. */
export function weightScales(weights: WeightsIn): Float32Array<ArrayBuffer> {
  const { kernel, bias, inputScale, outputScale } = weights;
  const outputs = bias.length;
  const largest = new Float32Array(outputs);
  for (let at = 0; at < kernel.length; at++) {
    const output = at % outputs;
    largest[output] = Math.max(largest[output] ?? 0, Math.abs(kernel[at] ?? 0));
  }
  return largest.map((weight, output) =>
    Math.max(
      weight / 127,
      Math.abs(bias[output] ?? 0) / (inputScale * LARGEST_BIAS),
      (LEAST_MULTIPLIER * outputScale) / inputScale,
    ),
  );
}

/** @returns in the order of the kernel. */
export function quantizeKernel(kernel: Float32Array, scales: Float32Array): Int8Array<ArrayBuffer> {
  const outputs = scales.length;
  const values = new Int8Array(kernel.length);
  for (let at = 0; at < kernel.length; at++) {
    values[at] = Math.round((kernel[at] ?? 0) / (scales[at % outputs] ?? 1));
  }
  return values;
}

/** Biases count in steps of input scale · weight scale. */
export function quantizeBias(
  bias: ArrayLike<number>,
  inputScale: number,
  scales: Float32Array,
): Int32Array<ArrayBuffer> {
  return Int32Array.from(scales, (scale, output) =>
    Math.round((bias[output] ?? 0) / (inputScale * scale)),
  );
}
