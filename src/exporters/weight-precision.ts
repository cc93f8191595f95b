import { halfToNumber } from '../backbone/weight-bytes.ts';
import { toFloat16 } from './float16.ts';
import type { GraphBuilder } from './graph-builder.ts';
import type { Convolution, Dense, Depthwise } from './network/types.ts';
import type { WeightPrecision } from './types.ts';

/**
 * Tensors of fewer values stay as they are: biases and the first layers are a few per cent of the
 * file, and rounding them costs more than rounding all the others.
 */
const FEW_VALUES = 4096;
/** Those of fewer values have 16 bits at least. The real MobileNetV2 0.35 is four times as exact so. */
const FEW_VALUES_FOR_8_BITS = 20_000;
/** Steps of an 8-bit weight on each side of zero. */
const STEPS = 127;

type Weighted = Pick<Convolution | Depthwise | Dense, 'name' | 'kernel' | 'bias'>;

/**
 * Adds an operation's kernel and bias in the precision wished for; TensorFlow.js makes float32 of
 * them when the model is loaded.
 *
 * Its 8-bit tensors have one scale for all their values, which would drown the channels of small
 * weights: so what is stored has each output channel stretched to [-1, 1], and the graph multiplies
 * the channels by their own scales. What rounding does to the sum over an average input is taken
 * back in the bias (Nagel et al. 2019, "Data-Free Quantization Through Weight Equalization and Bias
 * Correction", section 4.2).
 * @param shape of the kernel; its last dimension is the outputs, the one before it the inputs.
 * @param means of the inputs, where they were measured.
 * @returns the nodes that hold the kernel and the bias.
 */
export function addWeights(
  builder: GraphBuilder,
  { name, kernel, bias }: Weighted,
  shape: number[],
  precision: WeightPrecision,
  means: ArrayLike<number> | undefined,
): { kernel: string; bias: string } {
  const addBias = (stored: (at: number) => number) => {
    const right = means === undefined ? bias : corrected(bias, kernel, stored, means);
    return builder.constant(`${name}/bias`, [bias.length], right);
  };
  if (precision === 'float32' || kernel.length < FEW_VALUES) {
    return {
      kernel: builder.constant(`${name}/kernel`, shape, kernel),
      bias: builder.constant(`${name}/bias`, [bias.length], bias),
    };
  }
  if (precision === 'float16' || kernel.length < FEW_VALUES_FOR_8_BITS) {
    const halves = toFloat16(kernel);
    const bytes = new Uint8Array(halves.buffer);
    return {
      kernel: builder.quantised(`${name}/kernel`, shape, bytes, { dtype: 'float16' }),
      bias: addBias((at) => halfToNumber(halves[at] ?? 0)),
    };
  }
  const { steps, scales } = roundByChannel(kernel, bias.length);
  const stretched = { dtype: 'uint8', scale: 1 / STEPS, min: -1 } as const;
  const inputs = [
    builder.quantised(`${name}/kernel/steps`, shape, steps, stretched),
    builder.constant(`${name}/kernel/scales`, [bias.length], scales),
  ];
  return {
    kernel: builder.add(`${name}/kernel`, 'Mul', inputs),
    bias: addBias((at) => (((steps[at] ?? 0) - STEPS) / STEPS) * (scales[at % bias.length] ?? 0)),
  };
}

interface Rounded {
  /** 0 to 254; 127 is zero. */
  steps: Uint8Array<ArrayBuffer>;
  /** The largest weight of each output. */
  scales: Float32Array<ArrayBuffer>;
}

function roundByChannel(kernel: Float32Array, outputs: number): Rounded {
  const scales = new Float32Array(outputs);
  for (const [index, value] of kernel.entries()) {
    const output = index % outputs;
    scales[output] = Math.max(scales[output] ?? 0, Math.abs(value));
  }
  const steps = Uint8Array.from(kernel, (value, index) => {
    const scale = scales[index % outputs] || 1;
    return STEPS + Math.round((STEPS * value) / scale);
  });
  return { steps, scales };
}

/** @param stored what the file says of the weight at a place. */
function corrected(
  bias: Float32Array,
  kernel: Float32Array,
  stored: (at: number) => number,
  means: ArrayLike<number>,
): Float32Array<ArrayBuffer> {
  const sums = Float64Array.from(bias);
  for (let at = 0; at < kernel.length; at++) {
    const output = at % bias.length;
    const input = Math.floor(at / bias.length) % means.length;
    const lost = (kernel[at] ?? 0) - stored(at);
    sums[output] = (sums[output] ?? 0) + lost * (means[input] ?? 0);
  }
  return new Float32Array(sums);
}
