import { finite, integersOf, realNumbers } from './read-constant.ts';
import { refuseWeights } from './read-refusal.ts';
import type { ReadTensor } from './read-tensor.ts';

export interface Weights {
  /** The outputs last, as in a `Network`. */
  kernel: Float32Array<ArrayBuffer>;
  /** [outputs] */
  bias: Float32Array<ArrayBuffer>;
}

export interface WeightTensors {
  input: ReadTensor;
  kernel: ReadTensor;
  bias: ReadTensor;
}

/** A bias' own scale is redundant, and rounded. */
const SCALE_TOLERANCE = 1e-5;

/**
 * Kernel and bias in real numbers. Runtimes count 8-bit kernels' biases in steps of input scale ·
 * weight scale, whatever the bias says of itself, so it must say the same.
 * @param outputAxis of the kernel's shape: its first or its last.
 */
export function readWeights(
  { input, kernel, bias }: WeightTensors,
  outputAxis: 'first' | 'last',
): Weights {
  const outputs = (outputAxis === 'first' ? kernel.shape[0] : kernel.shape.at(-1)) ?? 0;
  if (bias.shape.length !== 1 || bias.shape[0] !== outputs) {
    refuseWeights(`${bias.name}: shape [${bias.shape}], not [${outputs}]`);
  }
  const isFloat = input.type === 'float32';
  if (kernel.type !== (isFloat ? 'float32' : 'int8')) {
    refuseWeights(`${kernel.name}: ${kernel.type} for an input of ${input.type}`);
  }
  checkOutputScales(kernel, outputAxis);
  const values = realNumbers(kernel);
  return {
    kernel: outputAxis === 'first' ? outputsLast(values, outputs) : values,
    bias: isFloat ? floatBias(bias) : integerBias(input, kernel, bias),
  };
}

function checkOutputScales({ name, shape, quantization }: ReadTensor, axis: 'first' | 'last') {
  if (quantization === null || quantization.scales.length === 1) return;
  const wanted = axis === 'first' ? 0 : shape.length - 1;
  if (quantization.dimension !== wanted) refuseWeights(`${name}: scales along another axis`);
}

function floatBias(bias: ReadTensor): Float32Array<ArrayBuffer> {
  if (bias.type !== 'float32') refuseWeights(`${bias.name}: ${bias.type} beside a float kernel`);
  return realNumbers(bias);
}

function integerBias(
  input: ReadTensor,
  kernel: ReadTensor,
  bias: ReadTensor,
): Float32Array<ArrayBuffer> {
  const inputScale = input.quantization?.scales[0] ?? 0;
  const kernelScales = kernel.quantization?.scales ?? [];
  const said = bias.quantization?.scales ?? [];
  if (said.length !== kernelScales.length) refuseWeights(`${bias.name}: ${said.length} scales`);
  const steps = kernelScales.map((scale) => scale * inputScale);
  const agree = steps.every((step, at) => {
    return Math.abs((said[at] ?? 0) - step) <= SCALE_TOLERANCE * step;
  });
  if (!agree) refuseWeights(`${bias.name}: scales that are not input scale · weight scale`);
  const values = Float32Array.from(
    integersOf(bias),
    (stored, output) => stored * (steps[steps.length === 1 ? 0 : output] ?? 0),
  );
  return finite(bias.name, values);
}

/** [outputs, ...] → [..., outputs] */
function outputsLast(
  values: Float32Array<ArrayBuffer>,
  outputs: number,
): Float32Array<ArrayBuffer> {
  const rows = values.length / outputs;
  const turned = new Float32Array(values.length);
  for (let output = 0; output < outputs; output++) {
    for (let row = 0; row < rows; row++) {
      turned[row * outputs + output] = values[output * rows + row] ?? 0;
    }
  }
  return turned;
}
