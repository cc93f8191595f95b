import { CropCanvas } from '../picture/crop-canvas.ts';
import { preparePicture } from '../picture/prepare.ts';
import type { CropPixels, PictureFault } from '../picture/types.ts';
import { ok, type Result } from '../result.ts';

export type PictureSource =
  | Blob
  | ImageData
  | ImageBitmap
  | HTMLImageElement
  | HTMLVideoElement
  | HTMLCanvasElement
  | OffscreenCanvas;

let canvas: CropCanvas | undefined;

/** What the model sees of a picture: the app's own way, a file's detour by 640 pixels included. */
export async function cropOf(source: PictureSource): Promise<Result<CropPixels, PictureFault>> {
  if (source instanceof Blob) {
    const prepared = await preparePicture(source, false);
    return prepared.ok ? ok(prepared.value.pixels) : prepared;
  }
  // A canvas draws no ImageData.
  const drawable = source instanceof ImageData ? await createImageBitmap(source) : source;
  const [width, height] = sizeOf(drawable);
  canvas ??= new CropCanvas();
  return ok(canvas.crop(drawable, width, height));
}

function sizeOf(source: Exclude<PictureSource, Blob | ImageData>): [number, number] {
  if (source instanceof HTMLImageElement) return [source.naturalWidth, source.naturalHeight];
  if (source instanceof HTMLVideoElement) return [source.videoWidth, source.videoHeight];
  return [source.width, source.height];
}
