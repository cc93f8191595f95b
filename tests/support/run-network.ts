import type {
  Activation,
  Affine,
  Combination,
  Convolution,
  Dense,
  Depthwise,
  Network,
  Operation,
  ValueId,
} from '../../src/exporters/network/types.ts';
import { IMAGE } from '../../src/exporters/network/types.ts';

interface Tensor {
  shape: [number, number, number];
  values: Float64Array | Float32Array;
}

/**
 * Runs a network on one picture, plainly and slowly, in double precision: what the exported files
 * are compared with in tests, and what says what an operation means.
 * @param pixels RGB, 0 to 255, [size, size, 3] row-major.
 * @returns The result of every operation, in order.
 */
export function runNetwork(network: Network, pixels: ArrayLike<number>): Float64Array[] {
  const { size, centre } = network;
  const image = Float64Array.from(pixels, (value, at) => value - (centre[at % 3] ?? 0));
  const made: Tensor[] = [];
  const value = (id: ValueId): Tensor => {
    const found =
      id === IMAGE ? { shape: [size, size, 3] as Tensor['shape'], values: image } : made[id];
    if (found === undefined) throw new RangeError(`operation ${id} comes later`);
    return found;
  };
  const results: Float64Array[] = [];
  for (const operation of network.operations) {
    const values = run(operation, value);
    results.push(values);
    made.push({ shape: operation.shape, values });
  }
  return results;
}

function run(operation: Operation, value: (id: ValueId) => Tensor): Float64Array {
  switch (operation.kind) {
    case 'convolution':
      return convolve(operation, value(operation.input));
    case 'depthwise':
      return convolveEach(operation, value(operation.input));
    case 'add':
    case 'multiply':
      return combine(operation, value(operation.inputs[0]), value(operation.inputs[1]));
    case 'affine':
      return affine(operation, value(operation.input));
    case 'average':
      return average(value(operation.input));
    case 'dense':
      return dense(operation, value(operation.input));
    case 'softmax':
      return softmax(value(operation.input));
  }
}

/** Calls `visit` with the places of output, input pixel and kernel pixel that meet. */
function meet(
  { shape, kernelSize, stride, padding }: Convolution | Depthwise,
  [inHeight, inWidth]: Tensor['shape'],
  visit: (output: number, input: number, kernel: number) => void,
): void {
  const [height, width] = shape;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let ky = 0; ky < kernelSize[0]; ky++) {
        const inY = y * stride[0] + ky - padding.top;
        if (inY < 0 || inY >= inHeight) continue;
        for (let kx = 0; kx < kernelSize[1]; kx++) {
          const inX = x * stride[1] + kx - padding.left;
          if (inX < 0 || inX >= inWidth) continue;
          visit(y * width + x, inY * inWidth + inX, ky * kernelSize[1] + kx);
        }
      }
    }
  }
}

function convolve(operation: Convolution, input: Tensor): Float64Array {
  const { kernel, bias, shape, activation } = operation;
  const [, , channels] = input.shape;
  const outputs = shape[2];
  const sums = biased(bias, shape);
  meet(operation, input.shape, (place, from, cell) => {
    for (let channel = 0; channel < channels; channel++) {
      const pixel = input.values[from * channels + channel] ?? 0;
      if (pixel === 0) continue;
      const row = (cell * channels + channel) * outputs;
      for (let output = 0; output < outputs; output++) {
        sums[place * outputs + output] += pixel * (kernel[row + output] ?? 0);
      }
    }
  });
  return activate(sums, activation);
}

function convolveEach(operation: Depthwise, input: Tensor): Float64Array {
  const { kernel, bias, shape, activation } = operation;
  const channels = shape[2];
  const sums = biased(bias, shape);
  meet(operation, input.shape, (place, from, cell) => {
    for (let channel = 0; channel < channels; channel++) {
      const pixel = input.values[from * channels + channel] ?? 0;
      sums[place * channels + channel] += pixel * (kernel[cell * channels + channel] ?? 0);
    }
  });
  return activate(sums, activation);
}

function combine({ kind, shape, activation }: Combination, left: Tensor, right: Tensor) {
  const [height, width, channels] = shape;
  const at = ({ shape: [rows, columns], values }: Tensor, index: number) =>
    values[rows * columns === 1 ? index % channels : index] ?? 0;
  const results = Float64Array.from({ length: height * width * channels }, (_, index) =>
    kind === 'add' ? at(left, index) + at(right, index) : at(left, index) * at(right, index),
  );
  return activate(results, activation);
}

function affine({ factor, offset, shape, activation }: Affine, { values }: Tensor) {
  const channels = shape[2];
  const results = Float64Array.from(values, (value, index) => {
    const channel = index % channels;
    return value * (factor[channel] ?? 0) + (offset[channel] ?? 0);
  });
  return activate(results, activation);
}

function average({ shape: [height, width, channels], values }: Tensor): Float64Array {
  const sums = new Float64Array(channels);
  values.forEach((value, index) => {
    sums[index % channels] += value;
  });
  return sums.map((sum) => sum / (height * width));
}

function dense({ kernel, bias, activation }: Dense, { values }: Tensor): Float64Array {
  const outputs = bias.length;
  const sums = Float64Array.from(bias);
  values.forEach((value, row) => {
    for (let output = 0; output < outputs; output++) {
      sums[output] += value * (kernel[row * outputs + output] ?? 0);
    }
  });
  return activate(sums, activation);
}

function softmax({ values }: Tensor): Float64Array {
  const most = Math.max(...values);
  const raised = Float64Array.from(values, (value) => Math.exp(value - most));
  const sum = raised.reduce((total, value) => total + value, 0);
  return raised.map((value) => value / sum);
}

function biased(bias: Float32Array, [height, width, channels]: Tensor['shape']): Float64Array {
  return Float64Array.from(
    { length: height * width * channels },
    (_, at) => bias[at % channels] ?? 0,
  );
}

function activate(values: Float64Array, activation: Activation): Float64Array {
  if (activation === 'none') return values;
  const most = activation === 'relu6' ? 6 : Number.POSITIVE_INFINITY;
  return values.map((value) => Math.min(Math.max(value, 0), most));
}
