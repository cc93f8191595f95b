const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/**
 * Half-precision bits of numbers, rounded to nearest, ties to even; what is too large becomes the
 * largest finite one (65504). IEEE 754-2019, section 3.6.
 */
export function toFloat16(values: Float32Array): Uint16Array<ArrayBuffer> {
  return Uint16Array.from(values, float16Bits);
}

function float16Bits(value: number): number {
  float[0] = value;
  const [word = 0] = bits;
  const sign = (word >>> 16) & 0x8000;
  const magnitude = word & 0x7fffffff;
  if (magnitude >= 0x477ff000) return sign | 0x7bff;
  // Below 2^-14 the unit is 2^-24 whatever the exponent; adding 0.5 lets the hardware round to it.
  if (magnitude < 0x38800000) {
    float[0] = Math.abs(value) + 0.5;
    return sign | ((bits[0] ?? 0) - 0x3f000000);
  }
  const odd = (magnitude >>> 13) & 1;
  return sign | ((magnitude - 0x38000000 + 0xfff + odd) >>> 13);
}
