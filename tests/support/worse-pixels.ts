import { normal } from '../../src/head/random.ts';
import type { CropPixels } from '../../src/picture/types.ts';

const SIZE = 224;

/** The crop out of focus: a Gaussian blur of `sigma` pixels, edges repeated. */
export function blurred(pixels: CropPixels, sigma: number): CropPixels {
  return smeared(smeared(pixels, sigma, 4), sigma, 4 * SIZE);
}

/** The same along lines of pixels `step` bytes apart: 4 across, 4 · 224 down. */
export function smeared(pixels: CropPixels, sigma: number, step: number): CropPixels {
  const reach = Math.ceil(3 * sigma);
  const weights = Float64Array.from({ length: 2 * reach + 1 }, (_, at) =>
    Math.exp(-(((at - reach) / sigma) ** 2) / 2),
  );
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const result = new Uint8ClampedArray(pixels);
  const other = 4 * SIZE + 4 - step;
  for (let line = 0; line < SIZE; line++) {
    for (let at = 0; at < SIZE; at++) {
      for (let channel = 0; channel < 3; channel++) {
        let value = 0;
        for (let k = 0; k < weights.length; k++) {
          const from = Math.min(SIZE - 1, Math.max(0, at + k - reach));
          value += weights[k] * pixels[line * other + from * step + channel];
        }
        result[line * other + at * step + channel] = value / sum;
      }
    }
  }
  return result;
}

/** Light and contrast times `factor`, and the noise of a sensor on top, in levels of 0 to 255. */
export function darkened(
  pixels: CropPixels,
  factor: number,
  noise: number,
  random: () => number,
): CropPixels {
  return pixels.map((value, at) =>
    at % 4 === 3 ? value : factor * value + noise * normal(random),
  );
}
