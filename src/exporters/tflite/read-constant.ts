import { refuseWeights } from './read-refusal.ts';
import type { ReadTensor } from './read-tensor.ts';

/** The 32-bit integers of a constant. */
export function integersOf({ name, type, data }: ReadTensor): Int32Array {
  if (data === null || type !== 'int32') return refuseWeights(`${name}: not constant integers`);
  return new Int32Array(copied(data));
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
  if (type === 'int32' || quantization === null) {
    return refuseWeights(`${name}: neither floats nor 8 bits`);
  }
  const stored = type === 'int8' ? new Int8Array(copied(data)) : data;
  const { scales, zeroPoints } = quantization;
  const channelOf = channelsOf(tensor);
  const values = new Float32Array(stored.length);
  for (let at = 0; at < stored.length; at++) {
    const channel = channelOf(at);
    values[at] = (scales[channel] ?? 0) * ((stored[at] ?? 0) - (zeroPoints[channel] ?? 0));
  }
  return finite(name, values);
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
