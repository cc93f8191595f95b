import { PREPROCESSING } from '../picture/preprocessing.ts';
import type { CropPixels } from '../picture/types.ts';

const { size } = PREPROCESSING;

/** What each byte of a pixel becomes: 256 floats. */
export type PixelScale = Float32Array<ArrayBuffer>;

/** Pixels as they are, 0 to 255. */
export const RAW_PIXELS: PixelScale = Float32Array.from({ length: 256 }, (_, byte) => byte);

/**
 * Pixels in the range that a backbone wants. Rounded as `@tensorflow-models/mobilenet` does it, to
 * floats after the product and after the sum, so the embeddings are the very same.
 */
export function pixelScale([low, high]: [number, number]): PixelScale {
  const factor = Math.fround((high - low) / 255);
  return RAW_PIXELS.map((byte) => Math.fround(byte * factor) + low);
}

/** Values in a batch of so many crops. */
export function batchLength(crops: number): number {
  return crops * size * size * 3;
}

/**
 * Packs crops into one batch.
 * @param crops RGBA, 224 × 224 each; alpha is left out.
 * @param mirror Whether to swap left and right.
 * @param batch Where to put them: [crops, 224, 224, 3].
 * @returns RGB, scaled, [crops, 224, 224, 3] row-major.
 * @throws RangeError if a crop has another size.
 */
export function packCrops(
  crops: readonly CropPixels[],
  mirror: boolean,
  scale: PixelScale,
  batch: Float32Array<ArrayBuffer> = new Float32Array(batchLength(crops.length)),
): Float32Array<ArrayBuffer> {
  let to = 0;
  for (const crop of crops) {
    if (crop.length !== size * size * 4) throw new RangeError('crop size');
    const step = mirror ? -4 : 4;
    for (let row = 0; row < size; row += 1) {
      let from = (row * size + (mirror ? size - 1 : 0)) * 4;
      for (let column = 0; column < size; column += 1) {
        batch[to] = scale[crop[from]];
        batch[to + 1] = scale[crop[from + 1]];
        batch[to + 2] = scale[crop[from + 2]];
        to += 3;
        from += step;
      }
    }
  }
  return batch;
}
