import { expect, test } from 'vitest';
import { toFloat16 } from './float16.ts';

test('bits of known numbers', () => {
  const known: [value: number, bits: number][] = [
    [0, 0x0000],
    [-0, 0x8000],
    [1, 0x3c00],
    [-2, 0xc000],
    [65504, 0x7bff],
    [1e9, 0x7bff],
    [-1e9, 0xfbff],
    [2 ** -14, 0x0400],
    [2 ** -24, 0x0001],
    [2 ** -26, 0x0000],
    [1 / 3, 0x3555],
    // Half way between two: to the even one.
    [1 + 2 ** -11, 0x3c00],
    [1 + 3 * 2 ** -11, 0x3c02],
    // Half way between two below 2^-14.
    [2.5 * 2 ** -24, 0x0002],
    [3.5 * 2 ** -24, 0x0004],
    // Rounded up into the next exponent.
    [2 - 2 ** -13, 0x4000],
  ];
  const given = toFloat16(Float32Array.from(known, ([value]) => value));
  expect(Array.from(given)).toEqual(known.map(([, bits]) => bits));
});

test('every half survives the way through float32', () => {
  const halves = Uint16Array.from({ length: 0x7c00 }, (_, bits) => bits);
  const values = Float32Array.from(halves, (half) => {
    const exponent = half >> 10;
    const fraction = half & 0x3ff;
    return exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15);
  });
  expect(toFloat16(values)).toEqual(halves);
});
