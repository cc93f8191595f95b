import type { WeightSpec } from '../backbone/types.ts';

const BYTES_PER_VALUE = { float32: 4, int32: 4, bool: 1, uint8: 1, uint16: 2, float16: 2 } as const;

/** A tensor's bytes as they are stored: little-endian, quantised where its spec says so. */
export interface Weight {
  spec: WeightSpec;
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Bytes that a tensor takes in a weights file, or null for the types whose length cannot be told
 * from the spec or that no MobileNet has (string, complex64).
 */
export function storedBytes(spec: WeightSpec): number | null {
  const type = spec.quantization?.dtype ?? spec.dtype;
  if (type === 'string' || type === 'complex64') return null;
  return spec.shape.reduce((size, length) => size * length, 1) * BYTES_PER_VALUE[type];
}

/**
 * Each tensor with its part of `weights`: a view, nothing is copied. Null unless the tensors fill
 * `weights` exactly. Tensors follow each other without padding, so a view may start anywhere;
 * tfjs's `decodeWeights` copies each tensor out before reading it, so no alignment is needed.
 */
export function splitWeights(specs: readonly WeightSpec[], weights: ArrayBuffer): Weight[] | null {
  const split: Weight[] = [];
  let offset = 0;
  for (const spec of specs) {
    const length = storedBytes(spec);
    if (length === null || offset + length > weights.byteLength) return null;
    split.push({ spec, bytes: new Uint8Array(weights, offset, length) });
    offset += length;
  }
  return offset === weights.byteLength ? split : null;
}

/** The bytes of all tensors, one after the other. */
export function joinWeights(weights: readonly Weight[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(weights.reduce((sum, { bytes }) => sum + bytes.length, 0));
  let offset = 0;
  for (const { bytes } of weights) {
    joined.set(bytes, offset);
    offset += bytes.length;
  }
  return joined;
}
