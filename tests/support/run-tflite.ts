import { type FileOperator, type FileTensor, meantValues, tfliteFile } from './tflite-file.ts';

interface Value {
  /** [height, width, channels] */
  shape: [number, number, number];
  values: Float64Array;
}

/**
 * Runs a .tflite file on one picture, operator by operator as TensorFlow Lite defines them, plainly
 * and slowly. Of integer files every result is rounded to what its tensor can say, as a kernel does
 * (but for the rounding of ties).
 * @param pixels RGB, 0 to 255.
 */
export function runTflite(bytes: Uint8Array, pixels: ArrayLike<number>): Float64Array {
  const { input, output, operators } = tfliteFile(bytes);
  const made = new Map<FileTensor, Value>();
  made.set(input, { shape: shapeOf(input), values: Float64Array.from(pixels) });
  const value = (tensor: FileTensor): Value => {
    const found = made.get(tensor);
    if (found) return found;
    if (tensor.bytes.length === 0) throw new Error(`${tensor.name} is read before it is made`);
    return { shape: shapeOf(tensor), values: Float64Array.from(meantValues(tensor)) };
  };
  for (const operator of operators) {
    const shape = shapeOf(operator.output);
    const values = activated(operator, resultOf(operator, shape, value));
    made.set(operator.output, { shape, values: values.map(rounding(operator.output)) });
  }
  return value(output).values;
}

function shapeOf({ shape }: FileTensor): Value['shape'] {
  const [, ...rest] = shape.length === 4 ? shape : [1, 1, ...shape].slice(-4);
  const [height = 1, width = 1, channels = 1] = rest.length === 3 ? rest : [1, 1, shape.at(-1)];
  return [height, width, channels];
}

function resultOf(
  operator: FileOperator,
  shape: Value['shape'],
  value: (tensor: FileTensor) => Value,
): Float64Array {
  const { name, inputs } = operator;
  const [first, second, third] = inputs;
  if (!first) throw new Error(`${name} reads nothing`);
  const from = value(first);
  switch (name) {
    case 'quantize':
    case 'dequantize':
      return from.values;
    case 'subtract':
      return combined(from, value(second ?? first), shape, (a, b) => a - b);
    case 'add':
      return combined(from, value(second ?? first), shape, (a, b) => a + b);
    case 'multiply':
      return combined(from, value(second ?? first), shape, (a, b) => a * b);
    case 'pad':
    case 'padWith':
      return padded(from, shape, meantValues(second ?? first), third ? meantValues(third)[0] : 0);
    case 'convolution':
    case 'depthwise':
      return convolved(operator, from, shape);
    case 'fullyConnected': {
      const kernel = meantValues(second ?? first);
      return Float64Array.from(meantValues(third ?? first), (bias, row) =>
        from.values.reduce(
          (sum, x, at) => sum + x * (kernel[row * from.values.length + at] ?? 0),
          bias,
        ),
      );
    }
    case 'mean': {
      const places = from.values.length / shape[2];
      return Float64Array.from({ length: shape[2] }, (_, channel) => {
        const own = from.values.filter((_, at) => at % shape[2] === channel);
        return own.reduce((sum, x) => sum + x, 0) / places;
      });
    }
    case 'softmax': {
      const raised = from.values.map((x) => Math.exp(x - Math.max(...from.values)));
      return raised.map((x) => x / raised.reduce((sum, y) => sum + y, 0));
    }
    default:
      throw new Error(`no such operator: ${name}`);
  }
}

function combined(
  left: Value,
  right: Value,
  [height, width, channels]: Value['shape'],
  combine: (a: number, b: number) => number,
): Float64Array {
  const at = ({ values }: Value, index: number) =>
    values[values.length === channels ? index % channels : index] ?? Number.NaN;
  return Float64Array.from({ length: height * width * channels }, (_, index) =>
    combine(at(left, index), at(right, index)),
  );
}

function padded(
  { shape: [inHeight, inWidth], values }: Value,
  [height, width, channels]: Value['shape'],
  rows: Float32Array,
  around = 0,
): Float64Array {
  const [top = 0, left = 0] = [rows[2], rows[4]];
  return Float64Array.from({ length: height * width * channels }, (_, index) => {
    const y = Math.floor(index / channels / width) - top;
    const x = (Math.floor(index / channels) % width) - left;
    const inside = y >= 0 && y < inHeight && x >= 0 && x < inWidth;
    return inside ? (values[(y * inWidth + x) * channels + (index % channels)] ?? 0) : around;
  });
}

function convolved(
  { name, inputs, options }: FileOperator,
  { shape: [inHeight, inWidth, inChannels], values }: Value,
  [height, width, channels]: Value['shape'],
): Float64Array {
  const [, weights, biases] = inputs;
  if (!weights || !biases || !options) throw new Error(`${name} lacks its weights or options`);
  const [, down = 0, across = 0, depth = 0] = weights.shape;
  const kernel = meantValues(weights);
  const bias = meantValues(biases);
  const [strideX, strideY] = [options.int32(1), options.int32(2)];
  const same = options.int8(0) === 0;
  const before = (places: number, stride: number, size: number, length: number) =>
    same ? Math.floor(Math.max(0, (places - 1) * stride + size - length) / 2) : 0;
  const top = before(height, strideY, down, inHeight);
  const left = before(width, strideX, across, inWidth);
  const sums = new Float64Array(height * width * channels);
  for (let place = 0; place < height * width; place++) {
    for (let output = 0; output < channels; output++) {
      let sum = bias[output] ?? Number.NaN;
      for (let cell = 0; cell < down * across; cell++) {
        const y = Math.floor(place / width) * strideY + Math.floor(cell / across) - top;
        const x = (place % width) * strideX + (cell % across) - left;
        if (y < 0 || y >= inHeight || x < 0 || x >= inWidth) continue;
        const pixel = (y * inWidth + x) * inChannels;
        if (name === 'depthwise') {
          sum += (values[pixel + output] ?? 0) * (kernel[cell * channels + output] ?? 0);
          continue;
        }
        const row = (output * down * across + cell) * depth;
        for (let channel = 0; channel < depth; channel++) {
          sum += (values[pixel + channel] ?? 0) * (kernel[row + channel] ?? 0);
        }
      }
      sums[place * channels + output] = sum;
    }
  }
  return sums;
}

/** Where the fused activation stands among each operator's options. */
const ACTIVATION_SLOTS: Record<string, number> = {
  convolution: 3,
  depthwise: 4,
  fullyConnected: 0,
  add: 0,
  subtract: 0,
  multiply: 0,
};

function activated({ name, options }: FileOperator, values: Float64Array): Float64Array {
  const slot = ACTIVATION_SLOTS[name];
  const activation = slot === undefined ? 0 : (options?.int8(slot) ?? 0);
  if (activation === 0) return values;
  const most = activation === 3 ? 6 : Number.POSITIVE_INFINITY;
  return values.map((x) => Math.min(Math.max(x, 0), most));
}

function rounding({ type, quantization }: FileTensor): (value: number) => number {
  if (!quantization) return Math.fround;
  const { scales, zeroPoints } = quantization;
  const [scale = 1, zeroPoint = 0] = [scales[0], zeroPoints[0]];
  const [least, most] =
    type === 'uint8' ? [0, 255] : type === 'int16' ? [-32768, 32767] : [-128, 127];
  return (value) => {
    const stored = Math.min(most, Math.max(least, Math.round(value / scale) + zeroPoint));
    return scale * (stored - zeroPoint);
  };
}
