import { PREPROCESSING } from './preprocessing.ts';
import type { CropPixels } from './types.ts';

export interface PictureQuality {
  /** Mean luma, 0 (black) to 1 (white). */
  brightness: number;
  /** Standard deviation of luma, 0 to 0.5. */
  contrast: number;
  /** How steep the strongest edges are: near 1 in a sharp picture, 0.2 where they are 10 pixels wide. */
  sharpness: number;
}

export type QualityFault = 'dark' | 'blurred' | 'blank';

/** A lens with a finger on it stays below; the darkest of 280 good photos has 0.27. */
const DARK = 0.1;
/** Sensor noise alone stays below; the flattest of 280 good photos has 0.096. */
const BLANK_CONTRAST = 0.02;
/** The least of 280 good photos is 0.46; blurred with σ = 3 pixels, all of them lie below 0.34. */
const BLURRED_SHARPNESS = 0.35;

const FINE = 2;
const COARSE = 12;
/** Share of the differences over 12 pixels that are taken for the strongest edges. */
const COARSE_SHARE = 0.005;
/** The same edges make fewer of the differences over 2: only a pixel less than 2 away crosses one. */
const FINE_SHARE = (COARSE_SHARE * FINE) / COARSE;
/** Differences this small, of 0 to 1, are noise. */
const NOISE = 0.01;
/** A direction whose edges are weaker than this share of the other's says nothing: think of a horizon. */
const WEAK_DIRECTION = 0.25;
/** Levels of luma that are told apart. */
const LEVELS = 4096;

/**
 * Brightness, contrast and sharpness of a crop; a millisecond or two.
 *
 * Luma is Rec. 709's, of the encoded values. Sharpness compares what the strongest edges rise by
 * over 2 pixels with what they rise by over 12, across and down, and takes the lesser: one over
 * the width of edges (Marziliano, Dufaux, Winkler and Ebrahimi, "A no-reference perceptual blur
 * metric", ICIP 2002) without having to find them. The variance of the Laplacian, which is the
 * usual measure, was tried on the same photos: it called nine in ten of them blurred once their
 * contrast was a fifth, and none that were blurred indeed once there was sensor noise on top.
 */
export function pictureQuality(pixels: CropPixels): PictureQuality {
  const { size } = PREPROCESSING;
  const luma = new Int16Array(size * size);
  let sum = 0;
  let squares = 0;
  for (let at = 0; at < luma.length; at++) {
    const light =
      (0.2126 * pixels[4 * at] + 0.7152 * pixels[4 * at + 1] + 0.0722 * pixels[4 * at + 2]) / 255;
    luma[at] = Math.round(light * (LEVELS - 1));
    sum += light;
    squares += light * light;
  }
  const brightness = sum / luma.length;
  const contrast = Math.sqrt(Math.max(0, squares / luma.length - brightness ** 2));
  const across = edges(luma, size, 1);
  const down = edges(luma, size, size);
  const weak = WEAK_DIRECTION * Math.max(across.coarse, down.coarse);
  const steep = [across, down]
    .filter(({ coarse }) => coarse >= weak)
    .map(({ fine, coarse }) => fine / (coarse + NOISE));
  return { brightness, contrast, sharpness: Math.min(...steep) };
}

/** What is wrong with a picture; the first of several. Thresholds were found on 280 photos, see above. */
export function qualityFault(quality: PictureQuality): QualityFault | null {
  // A lamp in the night is dark on average, and still a picture.
  if (quality.brightness + quality.contrast < DARK) return 'dark';
  if (quality.contrast < BLANK_CONTRAST) return 'blank';
  return quality.sharpness < BLURRED_SHARPNESS ? 'blurred' : null;
}

/** How much luma rises over few and over many pixels at the strongest edges of one direction, 0 to 1. */
function edges(luma: Int16Array, size: number, stride: number): { fine: number; coarse: number } {
  return {
    fine: rise(luma, size, stride, FINE, FINE_SHARE),
    coarse: rise(luma, size, stride, COARSE, COARSE_SHARE),
  };
}

/** The difference over `step` pixels that only this share of all exceeds. */
function rise(luma: Int16Array, size: number, stride: number, step: number, share: number): number {
  const histogram = new Uint32Array(LEVELS);
  const lines = size * size - (stride === 1 ? 0 : step * size);
  for (let start = 0; start < lines; start += size) {
    const end = start + (stride === 1 ? size - step : size);
    for (let at = start; at < end; at++) {
      histogram[Math.abs(luma[at + step * stride] - luma[at])]++;
    }
  }
  let left = share * size * (size - step);
  let level = LEVELS - 1;
  while (level > 0 && left >= histogram[level]) left -= histogram[level--];
  return level / (LEVELS - 1);
}
