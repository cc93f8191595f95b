import { readPicture } from '../project/disk.ts';
import type { Sample, SampleId } from '../project/types.ts';

/** Pixels along a side, and quality, of a JPEG of some 6 kB. */
const SIDE = 160;
const QUALITY = 0.8;

/** The middle of each sample's picture as a small JPEG; one that cannot be read is left out. */
export async function jpegThumbnails(
  samples: readonly Sample[],
  signal: AbortSignal,
): Promise<Map<SampleId, Uint8Array>> {
  const thumbnails = new Map<SampleId, Uint8Array>();
  for (const sample of samples) {
    if (signal.aborted) break;
    const jpeg = await thumbnail(sample).catch(() => null);
    if (jpeg !== null) thumbnails.set(sample.id, jpeg);
  }
  return thumbnails;
}

async function thumbnail({ id, type, width, height }: Sample): Promise<Uint8Array | null> {
  const bytes = await readPicture(id);
  if (bytes === null) return null;
  const side = Math.min(width, height);
  const bitmap = await createImageBitmap(
    new Blob([bytes], { type }),
    Math.floor((width - side) / 2),
    Math.floor((height - side) / 2),
    side,
    side,
    { resizeWidth: SIDE, resizeHeight: SIDE, resizeQuality: 'medium' },
  );
  const canvas = new OffscreenCanvas(SIDE, SIDE);
  const context = canvas.getContext('2d');
  if (context !== null) {
    // Where a picture is transparent a JPEG would be black.
    context.fillStyle = '#ffffff';
    context.fillRect(0, 0, SIDE, SIDE);
    context.drawImage(bitmap, 0, 0);
  }
  bitmap.close();
  const jpeg = await canvas.convertToBlob({ type: 'image/jpeg', quality: QUALITY });
  return new Uint8Array(await jpeg.arrayBuffer());
}
