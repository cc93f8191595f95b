import { ok, type Result } from '../result.ts';
import { CropCanvas } from './crop-canvas.ts';
import { decode } from './prepare.ts';
import { sniff } from './sniff.ts';
import type { PictureFault, StoredType } from './types.ts';

/** Pixels along a side: enough for a tile of 70 on a screen of double density. */
const SIDE = 144;
/** Some 6 kB for a photo. */
const QUALITY = 0.8;

/**
 * Not being read. One for each thumbnail that is being made, since it is read only after the next may
 * have been drawn; and kept: where there is no GPU, a worker's new canvas in Chromium asks the page's
 * thread for one, and waits for as long as that has other things to do.
 */
const idle: CropCanvas[] = [];

/** See `Decoder.thumbnail`. Worker realm: no DOM. */
export async function thumbnailOf(
  bytes: Uint8Array<ArrayBuffer>,
  type: StoredType,
): Promise<Result<Uint8Array<ArrayBuffer>, PictureFault>> {
  const quick = await withoutBlob(bytes, type);
  if (quick !== null) return ok(quick);
  const decoded = await decode(new Blob([bytes], { type }), sniff(bytes));
  if (!decoded.ok) return decoded;
  const { width, height } = decoded.value;
  return ok(await drawAndClose(decoded.value, width, height));
}

/**
 * Decoded without a Blob, which Chromium sends to the browser's process and back for four times what
 * the decoding takes. Some colours are a shade off `decode`'s, so this is for looking at only. Null
 * where the browser cannot do it, or not with these bytes. Kept pictures are upright as they are.
 */
async function withoutBlob(
  data: Uint8Array<ArrayBuffer>,
  type: StoredType,
): Promise<Uint8Array<ArrayBuffer> | null> {
  if (!('ImageDecoder' in globalThis)) return null;
  let decoder: ImageDecoder | undefined;
  try {
    decoder = new ImageDecoder({ data, type });
    const { image } = await decoder.decode();
    return await drawAndClose(image, image.displayWidth, image.displayHeight);
  } catch {
    return null;
  } finally {
    decoder?.close();
  }
}

async function drawAndClose(
  source: ImageBitmap | VideoFrame,
  width: number,
  height: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = idle.pop() ?? new CropCanvas(SIDE);
  try {
    return await canvas.jpeg(source, width, height, QUALITY);
  } finally {
    idle.push(canvas);
    source.close();
  }
}
