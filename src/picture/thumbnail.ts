import { ok, type Result } from '../result.ts';
import { CropCanvas } from './crop-canvas.ts';
import { decode } from './prepare.ts';
import { sniff } from './sniff.ts';
import type { PictureFault, StoredType } from './types.ts';

/** Pixels along a side: enough for a tile of 70 on a screen of double density. */
const SIDE = 144;
/** Some 6 kB for a photo. */
const QUALITY = 0.8;

/** See `Decoder.thumbnail`. Worker realm: no DOM. */
export async function thumbnailOf(
  bytes: Uint8Array<ArrayBuffer>,
  type: StoredType,
): Promise<Result<Uint8Array<ArrayBuffer>, PictureFault>> {
  const decoded = await decode(new Blob([bytes], { type }), sniff(bytes));
  if (!decoded.ok) return decoded;
  const bitmap = decoded.value;
  // One for each: it is read only after others may have been drawn.
  const jpeg = await new CropCanvas(SIDE).jpeg(bitmap, bitmap.width, bitmap.height, QUALITY);
  bitmap.close();
  return ok(jpeg);
}
