import { refuseWeights } from './read-refusal.ts';
import { type ReadTensor, storedRange } from './read-tensor.ts';

/** The 32-bit integers of a constant, or those of 64 bits that 32 would hold. */
export function integersOf({ name, type, data }: ReadTensor): Int32Array {
  if (data !== null && type === 'int32') return new Int32Array(copied(data));
  if (data !== null && type === 'int64') {
    const long = new BigInt64Array(copied(data));
    const fits = long.every((value) => value === BigInt.asIntN(32, value));
    if (fits) return Int32Array.from(long, Number);
  }
  return refuseWeights(`${name}: not constant integers`);
}

/** The one number of a constant. */
export function numberOf(tensor: ReadTensor): number {
  const values = realNumbers(tensor);
  const [value] = values;
  if (value === undefined || values.length !== 1) {
    return refuseWeights(`${tensor.name}: ${values.length} numbers, not one`);
  }
  return value;
}

/**
 * A constant of floats as it is, and one of 8-bit integers as the real numbers that they stand for.
 * @returns in the file's order.
 */
export function realNumbers(tensor: ReadTensor): Float32Array<ArrayBuffer> {
  const { name, type, data, quantization } = tensor;
  if (data === null) return refuseWeights(`${name}: no constant`);
  if (type === 'float32') return finite(name, new Float32Array<ArrayBuffer>(copied(data)));
  if (storedRange(type) === null || quantization === null) {
    return refuseWeights(`${name}: neither floats nor numbers with a scale`);
  }
  const stored = integers(type, data);
  const { scales, zeroPoints } = quantization;
  const channelOf = channelsOf(tensor);
  const values = new Float32Array(stored.length);
  for (let at = 0; at < stored.length; at++) {
    const channel = channelOf(at);
    values[at] = (scales[channel] ?? 0) * ((stored[at] ?? 0) - (zeroPoints[channel] ?? 0));
  }
  return finite(name, values);
}

function integers(type: ReadTensor['type'], data: Uint8Array): ArrayLike<number> {
  if (type === 'int8') return new Int8Array(copied(data));
  return type === 'int16' ? new Int16Array(copied(data)) : data;
}

/** Refuses NaN and infinity. */
export function finite(name: string, values: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  return values.every(Number.isFinite) ? values : refuseWeights(`${name}: not finite`);
}

/** From the place of a number to the place of its scale. */
function channelsOf({ shape, quantization }: ReadTensor): (at: number) => number {
  const { scales = [], dimension = 0 } = quantization ?? {};
  if (scales.length === 1) return () => 0;
  const inner = shape.slice(dimension + 1).reduce((product, length) => product * length, 1);
  return (at) => Math.floor(at / inner) % scales.length;
}

/** From the buffer's start, so that it is aligned wherever it stood in the file. */
function copied(data: Uint8Array): ArrayBuffer {
  return new Uint8Array(data).buffer;
}
