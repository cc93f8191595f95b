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
  const decoded = await decode(new Blob([bytes], { type }), sniff(bytes));
  if (!decoded.ok) return decoded;
  const bitmap = decoded.value;
  const canvas = idle.pop() ?? new CropCanvas(SIDE);
  const jpeg = await canvas.jpeg(bitmap, bitmap.width, bitmap.height, QUALITY);
  idle.push(canvas);
  bitmap.close();
  return ok(jpeg);
}
