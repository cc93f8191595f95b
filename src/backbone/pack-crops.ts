import { PREPROCESSING } from '../picture/preprocessing.ts';
import type { CropPixels } from '../picture/types.ts';

const { size } = PREPROCESSING;

/**
 * Packs crops into the batch that `Network.embed` takes.
 * @param crops RGBA, 224 × 224 each; alpha is left out.
 * @param mirror Whether to swap left and right.
 * @returns RGB, 0 to 255, [crops, 224, 224, 3] row-major. Floats, because `infer` would cast integers to floats first.
 * @throws RangeError if a crop has another size.
 */
export function packCrops(
  crops: readonly CropPixels[],
  mirror: boolean,
): Float32Array<ArrayBuffer> {
  const batch = new Float32Array(crops.length * size * size * 3);
  let to = 0;
  for (const crop of crops) {
    if (crop.length !== size * size * 4) throw new RangeError('crop size');
    const step = mirror ? -4 : 4;
    for (let row = 0; row < size; row += 1) {
      let from = (row * size + (mirror ? size - 1 : 0)) * 4;
      for (let column = 0; column < size; column += 1) {
        batch[to] = crop[from] ?? 0;
        batch[to + 1] = crop[from + 1] ?? 0;
        batch[to + 2] = crop[from + 2] ?? 0;
        to += 3;
        from += step;
      }
    }
  }
  return batch;
}
