import { centreSquare, PREPROCESSING } from './preprocessing.ts';
import type { CropPixels } from './types.ts';

/**
 * A reused square canvas that turns any drawable into the pixels of its crop, 224 × 224 as
 * `PREPROCESSING` says, or into a small JPEG. Works on the page and in a worker.
 */
export class CropCanvas {
  readonly #context: OffscreenCanvasRenderingContext2D;

  /** @param side of the square, in pixels. */
  constructor(side: number = PREPROCESSING.size) {
    const canvas = new OffscreenCanvas(side, side);
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
    this.#draw(source, width, height, mirror);
    const size = this.#context.canvas.width;
    return this.#context.getImageData(0, 0, size, size).data;
  }

  /** The same square as a JPEG. */
  async jpeg(
    source: CanvasImageSource,
    width: number,
    height: number,
    quality: number,
  ): Promise<Uint8Array<ArrayBuffer>> {
    this.#draw(source, width, height, false);
    const jpeg = await this.#context.canvas.convertToBlob({ type: 'image/jpeg', quality });
    return new Uint8Array(await jpeg.arrayBuffer());
  }

  #draw(source: CanvasImageSource, width: number, height: number, mirror: boolean): void {
    const { x, y, side } = centreSquare(width, height);
    const context = this.#context;
    const size = context.canvas.width;
    context.setTransform(mirror ? -1 : 1, 0, 0, 1, mirror ? size : 0, 0);
    context.fillStyle = PREPROCESSING.background;
    context.fillRect(0, 0, size, size);
    context.drawImage(source, x, y, side, side, 0, 0, size, size);
  }
}
