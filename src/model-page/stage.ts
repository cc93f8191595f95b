import { PREPROCESSING } from '../picture/preprocessing.ts';
import type { CropPixels } from '../picture/types.ts';
import { at } from './elements.ts';

const { size } = PREPROCESSING;
const canvas = at('picture', HTMLCanvasElement);
const context = canvas.getContext('2d');
const hint = at('hint', HTMLElement);

/** Shows what the model sees. */
export function showPixels(pixels: CropPixels): void {
  context?.putImageData(new ImageData(pixels, size, size), 0, 0);
  canvas.hidden = false;
  hint.hidden = true;
}
