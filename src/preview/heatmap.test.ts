import { describe, expect, test } from 'vitest';
import { seededRandom } from '../head/random.ts';
import { enlarged, heatPixels, PIXELS_PER_POSITION, rampColour } from './heatmap.ts';

const side = 7;
function mapOf(value: (x: number, y: number) => number, width = side, height = side) {
  const map = Float32Array.from({ length: width * height }, (_, i) =>
    value(i % width, Math.floor(i / width)),
  );
  return { width, height, map };
}
const mean = (values: ArrayLike<number>) =>
  Array.from(values).reduce((sum, value) => sum + value, 0) / values.length;

describe('a map enlarged', () => {
  test('stays level where it is level, and keeps its mean anywhere', () => {
    for (const value of enlarged(
      mapOf(() => 2.5),
      4,
    ))
      expect(value).toBeCloseTo(2.5, 5);
    const random = seededRandom(3);
    for (const width of [1, 2, 4, 7]) {
      const places = mapOf(() => random() - 0.5, width, 5);
      const values = enlarged(places, 8);
      expect(values).toHaveLength(width * 8 * 5 * 8);
      expect(mean(values)).toBeCloseTo(mean(places.map), 5);
    }
  });

  test('goes straight along a slope, and never beyond what it holds', () => {
    const values = enlarged(
      mapOf((x) => x),
      2,
    );
    // Two values for each position: a quarter of it to the left and to the right of its centre.
    expect(values[6]).toBeCloseTo(2.75, 5);
    expect(values[7]).toBeCloseTo(3.25, 5);
    for (const value of values) {
      expect(value).toBeGreaterThanOrEqual(0);
      expect(value).toBeLessThanOrEqual(6);
    }
  });
});

describe('the pixels', () => {
  const alphaAt = (pixels: Uint8ClampedArray, x: number, y: number, width = side) =>
    pixels[4 * (y * width * PIXELS_PER_POSITION + x) + 3];

  test('are clear where nothing speaks for the class, opaque at the strongest place', () => {
    const pixels = heatPixels(mapOf((x, y) => (x < 3 && y < 3 ? 5 : -5)));
    expect(pixels).toHaveLength(4 * (side * PIXELS_PER_POSITION) ** 2);
    expect(alphaAt(pixels, 12, 12)).toBeGreaterThan(190);
    expect(alphaAt(pixels, 70, 12)).toBe(0);
    expect(alphaAt(pixels, 12, 70)).toBe(0);
  });

  test('of a doubtful answer are fainter than those of a sure one', () => {
    const doubtful = heatPixels(mapOf(() => 0.1));
    const sure = heatPixels(mapOf(() => 3));
    const surer = heatPixels(mapOf(() => 9));
    expect(alphaAt(doubtful, 40, 40)).toBeLessThan(0.3 * alphaAt(sure, 40, 40));
    expect(alphaAt(doubtful, 40, 40)).toBeGreaterThan(0);
    expect(surer).toEqual(sure);
  });

  test('keep the shape of a map that is no square', () => {
    const pixels = heatPixels(mapOf((x) => (x === 3 ? 2 : -1), 4, 2));
    expect(pixels).toHaveLength(4 * 4 * 2 * PIXELS_PER_POSITION ** 2);
    expect(alphaAt(pixels, 47, 12, 4)).toBeGreaterThan(100);
    expect(alphaAt(pixels, 2, 12, 4)).toBe(0);
  });
});

test('the ramp grows lighter all the way, and bears values outside of it', () => {
  const luminance = (strength: number) => {
    const [red, green, blue] = rampColour(strength);
    return 0.2126 * red ** 2.2 + 0.7152 * green ** 2.2 + 0.0722 * blue ** 2.2;
  };
  for (let step = 1; step <= 20; step++) {
    expect(luminance(step / 20)).toBeGreaterThan(luminance((step - 1) / 20));
  }
  expect(rampColour(-1)).toEqual(rampColour(0));
  expect(rampColour(2)).toEqual(rampColour(1));
});
