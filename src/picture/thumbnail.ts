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
  const frame = await firstFrame(bytes, type);
  if (frame !== null) {
    const { displayWidth, displayHeight } = frame;
    return ok(await draw(frame, displayWidth, displayHeight));
  }
  const decoded = await decode(new Blob([bytes], { type }), sniff(bytes));
  if (!decoded.ok) return decoded;
  const { width, height } = decoded.value;
  return ok(await draw(decoded.value, width, height));
}

/**
 * Decoded without a Blob, which Chromium sends to the browser's process and back for four times what
 * the decoding takes. Some colours are a shade off `decode`'s, so this is for looking at only. Null
 * where the browser cannot do it, or not with these bytes. Kept pictures are upright as they are.
 */
async function firstFrame(
  data: Uint8Array<ArrayBuffer>,
  type: StoredType,
): Promise<VideoFrame | null> {
  if (!('ImageDecoder' in globalThis)) return null;
  let decoder: ImageDecoder | undefined;
  try {
    decoder = new ImageDecoder({ data, type });
    return (await decoder.decode()).image;
  } catch {
    return null;
  } finally {
    decoder?.close();
  }
}

/** Closes what it has drawn. */
async function draw(
  source: ImageBitmap | VideoFrame,
  width: number,
  height: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = idle.pop() ?? new CropCanvas(SIDE);
  const jpeg = await canvas.jpeg(source, width, height, QUALITY);
  idle.push(canvas);
  source.close();
  return jpeg;
}
