import { halfToNumber } from '../../backbone/weight-bytes.ts';
import { weightFlaw } from '../check-weights.ts';
import type { Weight } from '../weight-layout.ts';
import { Refusal } from './refusal.ts';

/** What a `Const` holds. */
export interface Constant {
  kind: 'constant';
  shape: number[];
  values: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;
}

/** A weight with its numbers, decoded as tfjs does it, but integers as floats too. */
export function decodeConstant(weight: Weight): Constant {
  const { spec, bytes } = weight;
  const flaw = weightFlaw(weight);
  if (flaw !== null) throw new Refusal({ kind: 'bad-weights', detail: `${spec.name}: ${flaw}` });
  return { kind: 'constant', shape: spec.shape, values: decode(spec, bytes) };
}

function decode({ dtype, quantization }: Weight['spec'], bytes: Weight['bytes']) {
  // A copy, because a tensor may start at any byte of the file.
  const { buffer } = bytes.slice();
  if (!quantization) {
    if (dtype === 'float32') return new Float32Array(buffer);
    return Float64Array.from(dtype === 'int32' ? new Int32Array(buffer) : bytes);
  }
  if (quantization.dtype === 'float16') {
    return Float32Array.from(new Uint16Array(buffer), halfToNumber);
  }
  const { scale = 1, min = 0 } = quantization;
  const steps = quantization.dtype === 'uint8' ? bytes : new Uint16Array(buffer);
  if (dtype === 'int32') {
    return Float64Array.from(steps, (step) => Math.round(step * scale + min));
  }
  return Float32Array.from(steps, (step) => step * scale + min);
}
