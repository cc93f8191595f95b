import { describe, expect, test } from 'vitest';
import { activationScale, quantizeBias, quantizeKernel, weightScales } from './quantize.ts';

const said = (stored: number, { scale, zeroPoint }: { scale: number; zeroPoint: number }) =>
  scale * (stored - zeroPoint);

describe('activationScale', () => {
  test.each([
    [-3, 5],
    [0, 6],
    [-2, -1],
    [2, 9],
  ])('reaches from %d to %d, and zero is exact', (min, max) => {
    const scale = activationScale({ min, max }, 8);
    expect(Number.isInteger(scale.zeroPoint)).toBe(true);
    expect(Math.abs(said(-128, scale) - Math.min(min, 0))).toBeLessThanOrEqual(scale.scale / 2);
    expect(Math.abs(said(127, scale) - Math.max(max, 0))).toBeLessThanOrEqual(scale.scale / 2);
    expect(said(scale.zeroPoint, scale)).toBe(0);
    expect(scale.scale).toBe(Math.fround(scale.scale));
  });

  test('of a tensor that was always zero is a scale all the same', () => {
    const { scale, zeroPoint } = activationScale({ min: 0, max: 0 }, 8);
    expect(scale).toBeGreaterThan(1e-3);
    expect(zeroPoint).toBe(-128);
  });
});

test('16 bits reach as far on both sides, from a zero that is 0', () => {
  const scale = activationScale({ min: -3, max: 5 }, 16);
  expect(scale.zeroPoint).toBe(0);
  expect(said(32767, scale)).toBeCloseTo(5, 4);
});

describe('weights', () => {
  const surroundings = { inputScale: 0.02, outputScale: 0.05 };

  test('reach from −127 to 127 for each output by itself', () => {
    const kernel = Float32Array.of(1, -0.012, 0.5, 0.02, -0.25, 0.005);
    const scales = weightScales({ kernel, bias: new Float32Array(2), ...surroundings });
    expect(scales[0]).toBeCloseTo(1 / 127, 9);
    expect(scales[1]).toBeCloseTo(0.02 / 127, 9);
    expect([...quantizeKernel(kernel, scales)]).toEqual([127, -76, 64, 127, -32, 32]);
  });

  test('all but nothing leave room for the bias and for the kernel that multiplies', () => {
    const bias = Float32Array.of(1000, 0);
    const scales = weightScales({ kernel: new Float32Array(4), bias, ...surroundings });
    const [first = 0] = quantizeBias(bias, 0.02, scales);
    expect(first).toBeGreaterThan(2 ** 28);
    expect(first).toBeLessThanOrEqual(2 ** 29 + 64);
    expect((0.02 * (scales[1] ?? 0)) / 0.05).toBeGreaterThan(2 ** -32);
  });

  test('biases count in steps of both scales', () => {
    const bias = quantizeBias([0.5, -0.5], 0.02, Float32Array.of(0.01, 0.1));
    expect([...bias]).toEqual([2500, -250]);
  });
});
