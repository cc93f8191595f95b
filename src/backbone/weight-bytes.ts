import type { WeightSpec } from './types.ts';

const ELEMENT_BYTES = { float32: 4, int32: 4, bool: 1, complex64: 8, string: Number.NaN } as const;
const QUANTISED_BYTES = { uint8: 1, uint16: 2, float16: 2 } as const;

/** How many bytes a weight takes in the shards: elements × bytes of the type it is stored in. NaN for strings, whose length no shape tells. */
export function weightByteLength(spec: WeightSpec): number {
  const elements = spec.shape.reduce((product, size) => product * size, 1);
  const each = spec.quantization
    ? QUANTISED_BYTES[spec.quantization.dtype]
    : ELEMENT_BYTES[spec.dtype];
  return elements * each;
}

/** The value of a one-element weight, dequantised; null where there is no such weight, or more than one element. */
export function readScalar(
  specs: readonly WeightSpec[],
  weights: ArrayBuffer,
  name: string,
): number | null {
  let offset = 0;
  for (const spec of specs) {
    const bytes = weightByteLength(spec);
    if (spec.name === name) {
      if (!spec.shape.every((size) => size === 1)) return null;
      return scalarAt(spec, new DataView(weights, offset, bytes));
    }
    offset += bytes;
  }
  return null;
}

function scalarAt(spec: WeightSpec, view: DataView): number | null {
  const { quantization } = spec;
  if (quantization) {
    const { dtype, scale = 1, min = 0 } = quantization;
    if (dtype === 'float16') return halfToNumber(view.getUint16(0, true));
    return min + scale * (dtype === 'uint8' ? view.getUint8(0) : view.getUint16(0, true));
  }
  if (spec.dtype === 'float32') return view.getFloat32(0, true);
  if (spec.dtype === 'int32') return view.getInt32(0, true);
  return null;
}

/** IEEE 754 binary16: 1 sign bit, 5 exponent bits (bias 15), 10 fraction bits. */
export function halfToNumber(half: number): number {
  const sign = half & 0x8000 ? -1 : 1;
  const exponent = (half >> 10) & 0x1f;
  const fraction = half & 0x3ff;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  if (exponent === 31) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}
