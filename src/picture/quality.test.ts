import { expect, it } from 'vitest';
import { blurred, darkened, smeared } from '../../tests/support/worse-pixels.ts';
import { seededRandom } from '../head/random.ts';
import { pictureQuality, qualityFault } from './quality.ts';
import type { CropPixels } from './types.ts';

const SIZE = 224;

/** A grey picture from a luma of 0 to 1 at each place. */
function picture(luma: (x: number, y: number) => number): CropPixels {
  const pixels = new Uint8ClampedArray(SIZE * SIZE * 4).fill(255);
  for (let at = 0; at < SIZE * SIZE; at++) {
    pixels.fill(255 * luma(at % SIZE, Math.floor(at / SIZE)), 4 * at, 4 * at + 3);
  }
  return pixels;
}

const disc = picture((x, y) => (Math.hypot(x - 100, y - 120) < 40 ? 0.2 : 0.5 + (0.3 * x) / SIZE));
const noisy = (pixels: CropPixels, factor = 1) => darkened(pixels, factor, 3, seededRandom(1));
const faultOf = (pixels: CropPixels) => qualityFault(pictureQuality(pixels));

it('measures light as it is', () => {
  const halves = picture((x) => (x < SIZE / 2 ? 0 : 1));
  const { brightness, contrast, sharpness } = pictureQuality(halves);
  expect(brightness).toBeCloseTo(0.5, 6);
  expect(contrast).toBeCloseTo(0.5, 6);
  expect(sharpness).toBeCloseTo(1 / 1.01, 6);

  const green = new Uint8ClampedArray(SIZE * SIZE * 4).map((_, at) => (at % 4 === 1 ? 255 : 0));
  expect(pictureQuality(green)).toEqual({
    brightness: expect.closeTo(0.7152, 6),
    contrast: expect.closeTo(0, 3),
    sharpness: 0,
  });
});

it('tells how wide the edges are', () => {
  // An edge that rises evenly over 24 pixels rises by 2 / 24 over 2 of them, and 12 / 24 over 12.
  const ramps = picture((x) => Math.abs((x % 48) - 24) / 24);
  const { sharpness } = pictureQuality(ramps);
  expect(sharpness).toBeCloseTo(2 / 24 / (12 / 24 + 0.01), 1);
});

it.each([
  ['a disc', disc, null],
  ['a disc in poor light', noisy(disc, 0.2), null],
  ['a disc out of focus', blurred(disc, 4), 'blurred'],
  ['a disc out of focus, with sensor noise', noisy(blurred(disc, 4)), 'blurred'],
  ['a disc that moved across', smeared(disc, 6, 4), 'blurred'],
  ['a disc that moved down', smeared(disc, 6, 4 * SIZE), 'blurred'],
  ['a horizon', picture((_x, y) => (y < 90 ? 0.8 : 0.4)), null],
  [
    'a horizon out of focus',
    blurred(
      picture((_x, y) => (y < 90 ? 0.8 : 0.4)),
      4,
    ),
    'blurred',
  ],
  ['a small thing', picture((x, y) => (Math.hypot(x - 60, y - 60) < 12 ? 0.3 : 0.8)), null],
  ['thin lines on paper', picture((x, y) => (x % 60 < 2 || y % 60 < 2 ? 0 : 0.95)), null],
  ['a covered lens', noisy(picture(() => 0.02)), 'dark'],
  ['black', picture(() => 0), 'dark'],
  ['a lamp in the night', picture((x, y) => (Math.hypot(x - 60, y - 60) < 20 ? 1 : 0)), null],
  ['a wall', noisy(picture(() => 0.6)), 'blank'],
  ['white', picture(() => 1), 'blank'],
  ['a wall but for one broken pixel', picture((x, y) => (x === 9 && y === 9 ? 1 : 0.4)), 'blank'],
])('%s', (_name, pixels, fault) => {
  expect(faultOf(pixels)).toBe(fault);
});
