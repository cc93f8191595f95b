import { centreSquare, PREPROCESSING } from './preprocessing.ts';
import type { CropPixels } from './types.ts';

/**
 * A reused 224 × 224 canvas that turns any drawable into crop pixels, as `PREPROCESSING` says.
 * Works on the page and in a worker.
 */
export class CropCanvas {
  readonly #context: OffscreenCanvasRenderingContext2D;

  constructor() {
    const canvas = new OffscreenCanvas(PREPROCESSING.size, PREPROCESSING.size);
    // willReadFrequently keeps the canvas off the GPU: the same pixels on every machine, and no
    // read-back. https://html.spec.whatwg.org/multipage/canvas.html#dom-canvasrenderingcontext2dsettings-willreadfrequently
    // Opaque: the crop is anyway, and reading it back takes a third less.
    const context = canvas.getContext('2d', { willReadFrequently: true, alpha: false });
    if (context === null) throw new Error('This browser gives no 2d context for OffscreenCanvas.');
    context.imageSmoothingEnabled = true;
    context.imageSmoothingQuality = 'high';
    this.#context = context;
  }

  /**
   * The largest centred square of `source` (upright, `width` × `height` pixels) over the
   * background, as [224, 224, 4] RGBA with alpha 255; a buffer of its own each time.
   */
  crop(source: CanvasImageSource, width: number, height: number, mirror = false): CropPixels {
    const { size, background } = PREPROCESSING;
    const { x, y, side } = centreSquare(width, height);
    const context = this.#context;
    context.setTransform(mirror ? -1 : 1, 0, 0, 1, mirror ? size : 0, 0);
    context.fillStyle = background;
    context.fillRect(0, 0, size, size);
    context.drawImage(source, x, y, side, side, 0, 0, size, size);
    return context.getImageData(0, 0, size, size).data;
  }
}
