import type { Weight } from './weight-layout.ts';

/** What makes a tensor unusable, or null: a number that is not finite, or a quantisation that tfjs cannot undo. */
export function weightFlaw({ spec, bytes }: Weight): string | null {
  const { quantization } = spec;
  if (quantization) {
    if (spec.dtype === 'bool') return 'quantised bool';
    if (quantization.dtype === 'float16') {
      return spec.dtype === 'float32' && everyHalfIsFinite(bytes) ? null : 'not finite';
    }
    const { scale, min } = quantization;
    if (scale === undefined || min === undefined) return 'quantised without scale and min';
    return Number.isFinite(Math.fround(scale * 0xffff + min)) ? null : 'not finite';
  }
  return spec.dtype !== 'float32' || everyFloatIsFinite(bytes) ? null : 'not finite';
}

function everyFloatIsFinite(bytes: Uint8Array): boolean {
  // A copy, because a tensor may start at any byte of the file.
  const values = new Float32Array(bytes.slice().buffer);
  return values.every(Number.isFinite);
}

/** IEEE 754 binary16 is infinite or not a number where all five exponent bits are set. */
function everyHalfIsFinite(bytes: Uint8Array): boolean {
  for (let high = 1; high < bytes.length; high += 2) {
    if (((bytes[high] ?? 0) & 0x7c) === 0x7c) return false;
  }
  return true;
}
