import { joinBytes } from '../backbone/join-bytes.ts';
import type { WeightSpec } from '../backbone/types.ts';
import { weightByteLength } from '../backbone/weight-bytes.ts';

/** A tensor's bytes as they are stored: little-endian, quantised where its spec says so. */
export interface Weight {
  spec: WeightSpec;
  bytes: Uint8Array<ArrayBuffer>;
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
    const length = weightByteLength(spec);
    // Not a number for strings, whose length no shape tells.
    if (!(offset + length <= weights.byteLength)) return null;
    split.push({ spec, bytes: new Uint8Array(weights, offset, length) });
    offset += length;
  }
  return offset === weights.byteLength ? split : null;
}

/** The bytes of all tensors, one after the other. */
export function joinWeights(weights: readonly Weight[]): Uint8Array<ArrayBuffer> {
  return joinBytes(weights.map(({ bytes }) => bytes));
}
