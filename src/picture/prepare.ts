/** What the decode worker does. Worker realm: no DOM. */
import { failed, ok, type Result } from '../result.ts';
import { CropCanvas } from './crop-canvas.ts';
import { FORMATS } from './formats.ts';
import { PREPROCESSING } from './preprocessing.ts';
import { type SniffedImage, sniff } from './sniff.ts';
import {
  type CropPixels,
  MAX_FILE_BYTES,
  MAX_PIXELS,
  type PictureFault,
  type PreparedPicture,
  STORED_SIDE,
  type StoredPicture,
  type StoredType,
} from './types.ts';

const JPEG_QUALITY = 0.92;
/**
 * A kept picture larger than this is mostly something else than its pixels: 16-bit RGBA of
 * 640 × 640 without any compression has 3.3 MB.
 */
const MAX_KEPT_BYTES = 4 * 1024 * 1024;

let cropCanvas: CropCanvas | undefined;
let storedCanvas: OffscreenCanvas | undefined;

/** See `Decoder.prepare`. */
export async function preparePicture(
  source: Blob | ImageBitmap,
  mirror: boolean,
): Promise<Result<PreparedPicture, PictureFault>> {
  if (source instanceof ImageBitmap) {
    const stored = await redraw(source, mirror);
    source.close();
    return withCrop(stored);
  }
  const read = await readFile(source);
  return read.ok ? prepareBytes(source, read.value, mirror) : read;
}

/** `preparePicture` of a file whose bytes were read already. */
export async function prepareBytes(
  source: Blob,
  bytes: Uint8Array<ArrayBuffer>,
  mirror = false,
): Promise<Result<PreparedPicture, PictureFault>> {
  const image = bytes.length === 0 ? null : sniff(bytes);
  if (image === null) return failed({ kind: bytes.length === 0 ? 'empty' : 'not-an-image' });
  const decoded = await decode(typed(source, FORMATS[image.format].mime), image);
  if (!decoded.ok) return decoded;
  const bitmap = decoded.value;
  const { width, height } = bitmap;
  const type = FORMATS[image.format].storedAs;
  if (type !== null && !mirror && isKept(image, bytes, bitmap)) {
    const pixels = cropAndClose(bitmap);
    return ok({ stored: { bytes, type, width, height }, pixels });
  }
  const stored = await redraw(bitmap, mirror);
  bitmap.close();
  return withCrop(stored);
}

/** See `Decoder.crop`. */
export async function cropStored(
  bytes: Uint8Array<ArrayBuffer>,
  type: StoredType,
): Promise<Result<CropPixels, PictureFault>> {
  const decoded = await decode(new Blob([bytes], { type }), sniff(bytes));
  return decoded.ok ? ok(cropAndClose(decoded.value)) : decoded;
}

async function readFile(source: Blob): Promise<Result<Uint8Array<ArrayBuffer>, PictureFault>> {
  if (source.size > MAX_FILE_BYTES) {
    return failed({ kind: 'too-many-bytes', bytes: source.size, limit: MAX_FILE_BYTES });
  }
  try {
    return ok(new Uint8Array(await source.arrayBuffer()));
  } catch {
    return failed({ kind: 'unreadable' });
  }
}

function isKept(image: SniffedImage, bytes: Uint8Array, bitmap: ImageBitmap): boolean {
  return (
    Math.max(bitmap.width, bitmap.height) <= STORED_SIDE &&
    bytes.length <= MAX_KEPT_BYTES &&
    !image.hasExif &&
    !image.animated
  );
}

/** An upright bitmap. The header's size is checked before decoding, the real one after it. */
export async function decode(
  blob: Blob,
  image: SniffedImage | null,
): Promise<Result<ImageBitmap, PictureFault>> {
  if (image === null) return failed({ kind: 'not-an-image' });
  if (image.size !== null) {
    const fault = tooManyPixels(image.size);
    if (fault !== null) return failed(fault);
  }
  const { name, everywhere, openedBy } = FORMATS[image.format];
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(blob, { imageOrientation: 'from-image' });
  } catch {
    return everywhere
      ? failed({ kind: 'damaged' })
      : failed({ kind: 'unsupported-format', format: name, openedBy });
  }
  const fault = tooManyPixels(bitmap);
  if (fault === null) return ok(bitmap);
  bitmap.close();
  return failed(fault);
}

function tooManyPixels(size: { width: number; height: number }): PictureFault | null {
  const pixels = size.width * size.height;
  return pixels > MAX_PIXELS ? { kind: 'too-many-pixels', pixels, limit: MAX_PIXELS } : null;
}

/** A JPEG of the bitmap, mirrored if wished, over the background, long side at most `STORED_SIDE`. */
async function redraw(bitmap: ImageBitmap, mirror: boolean): Promise<StoredPicture> {
  const scale = Math.min(1, STORED_SIDE / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(bitmap.width * scale));
  const height = Math.max(1, Math.round(bitmap.height * scale));
  storedCanvas ??= new OffscreenCanvas(width, height);
  storedCanvas.width = width;
  storedCanvas.height = height;
  // Off the GPU, as in crop-canvas.ts.
  const context = storedCanvas.getContext('2d', { willReadFrequently: true });
  if (context === null) throw new Error('This browser gives no 2d context for OffscreenCanvas.');
  context.imageSmoothingQuality = 'high';
  context.setTransform(mirror ? -1 : 1, 0, 0, 1, mirror ? width : 0, 0);
  context.fillStyle = PREPROCESSING.background;
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  const jpeg = await storedCanvas.convertToBlob({ type: 'image/jpeg', quality: JPEG_QUALITY });
  return { bytes: new Uint8Array(await jpeg.arrayBuffer()), type: 'image/jpeg', width, height };
}

async function withCrop(stored: StoredPicture): Promise<Result<PreparedPicture, PictureFault>> {
  const crop = await cropStored(stored.bytes, stored.type);
  return crop.ok ? ok({ stored, pixels: crop.value }) : crop;
}

function cropAndClose(bitmap: ImageBitmap): CropPixels {
  cropCanvas ??= new CropCanvas();
  const pixels = cropCanvas.crop(bitmap, bitmap.width, bitmap.height);
  bitmap.close();
  return pixels;
}

/** The same bytes, called what they are; a new Blob costs a trip to the browser's process. */
function typed(source: Blob, type: string): Blob {
  return source.type === type ? source : new Blob([source], { type });
}
