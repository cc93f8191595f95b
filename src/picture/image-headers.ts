/**
 * What a picture's header says, read without decoding. Every read is bounds-checked: headers come
 * from outside, and a length in them may be a lie.
 */
export interface ImageHeader {
  /** Pixels as stored, before any EXIF rotation; null where the header does not say. */
  size: { width: number; height: number } | null;
  /** A block that may hold an orientation, a place or a camera's name (EXIF or XMP). */
  hasExif: boolean;
  /** More than one frame. */
  animated: boolean;
}

const NOTHING: ImageHeader = { size: null, hasExif: false, animated: false };

const viewOf = (bytes: Uint8Array) =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Whether the ASCII characters `text` stand at `offset`. */
export function hasText(bytes: Uint8Array, offset: number, text: string): boolean {
  if (offset + text.length > bytes.length) return false;
  for (let i = 0; i < text.length; i++) {
    if (bytes[offset + i] !== text.charCodeAt(i)) return false;
  }
  return true;
}

/** JPEG (ITU T.81, annex B): the segments up to the first scan. Any APP1 counts as EXIF. */
export function jpegHeader(bytes: Uint8Array): ImageHeader {
  const view = viewOf(bytes);
  const header: ImageHeader = { ...NOTHING };
  let at = 2;
  while (at + 4 <= bytes.length && view.getUint8(at) === 0xff) {
    const marker = view.getUint8(at + 1);
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const standsAlone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
    if (standsAlone) {
      at += 2;
      continue;
    }
    const startOfScan = marker === 0xda;
    const endOfImage = marker === 0xd9;
    if (startOfScan || endOfImage) break;
    const length = view.getUint16(at + 2);
    if (length < 2) break;
    const isFrame =
      marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame && at + 9 <= bytes.length) {
      const height = view.getUint16(at + 5);
      // Height 0 means that it is told after the first scan (DNL); nobody reads on for that here.
      if (height > 0) header.size = { width: view.getUint16(at + 7), height };
    }
    if (marker === 0xe1) header.hasExif = true;
    at += 2 + length;
  }
  return header;
}

/** PNG: all chunks, since eXIf may stand behind the pixels. Text chunks may hold XMP. */
export function pngHeader(bytes: Uint8Array): ImageHeader {
  const view = viewOf(bytes);
  const header: ImageHeader = { ...NOTHING };
  let at = 8;
  while (at + 12 <= bytes.length) {
    const length = view.getUint32(at);
    if (hasText(bytes, at + 4, 'IHDR') && at + 16 <= bytes.length) {
      header.size = { width: view.getUint32(at + 8), height: view.getUint32(at + 12) };
    } else if (hasText(bytes, at + 4, 'eXIf') || hasText(bytes, at + 4, 'iTXt')) {
      header.hasExif = true;
    } else if (hasText(bytes, at + 4, 'acTL')) {
      header.animated = true;
    } else if (hasText(bytes, at + 4, 'IEND')) {
      break;
    }
    at += 12 + length;
  }
  return header;
}

/** WebP: the first chunk, which is VP8 (lossy), VP8L (lossless) or VP8X (with extras). */
export function webpHeader(bytes: Uint8Array): ImageHeader {
  if (bytes.length < 30) return NOTHING;
  const view = viewOf(bytes);
  if (hasText(bytes, 12, 'VP8X')) {
    const flags = view.getUint8(20);
    const uint24 = (at: number) => view.getUint16(at, true) + (view.getUint8(at + 2) << 16);
    return {
      size: { width: uint24(24) + 1, height: uint24(27) + 1 },
      hasExif: (flags & (0x08 | 0x04)) !== 0,
      animated: (flags & 0x02) !== 0,
    };
  }
  if (hasText(bytes, 12, 'VP8L')) {
    const bits = view.getUint32(21, true);
    return {
      ...NOTHING,
      size: { width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 },
    };
  }
  if (hasText(bytes, 12, 'VP8 ')) {
    const width = view.getUint16(26, true) & 0x3fff;
    const height = view.getUint16(28, true) & 0x3fff;
    return { ...NOTHING, size: { width, height } };
  }
  return NOTHING;
}

/** GIF: the logical screen. Frames are not counted: a GIF is never kept as it is. */
export function gifHeader(bytes: Uint8Array): ImageHeader {
  if (bytes.length < 10) return NOTHING;
  const view = viewOf(bytes);
  return {
    ...NOTHING,
    size: { width: view.getUint16(6, true), height: view.getUint16(8, true) },
  };
}

/** BMP: the old 12-byte header has 16-bit sizes; in the others a negative height means top-down. */
export function bmpHeader(bytes: Uint8Array): ImageHeader {
  if (bytes.length < 26) return NOTHING;
  const view = viewOf(bytes);
  const size =
    view.getUint32(14, true) === 12
      ? { width: view.getUint16(18, true), height: view.getUint16(20, true) }
      : {
          width: Math.abs(view.getInt32(18, true)),
          height: Math.abs(view.getInt32(22, true)),
        };
  return { ...NOTHING, size };
}

/** Where the `meta` box of a real HEIF file ends, well rounded up. */
const HEIF_META_BYTES = 256 * 1024;

/**
 * AVIF and HEIC (ISO 23008-12): the largest `ispe` (image spatial extents) property. The boxes are
 * not walked: a stray "ispe" elsewhere can only make the picture look larger than it is.
 */
export function heifHeader(bytes: Uint8Array): ImageHeader {
  const view = viewOf(bytes);
  const end = Math.min(bytes.length, HEIF_META_BYTES) - 16;
  let size: ImageHeader['size'] = null;
  for (let at = bytes.indexOf(0x69); at >= 0 && at <= end; at = bytes.indexOf(0x69, at + 1)) {
    if (!hasText(bytes, at, 'ispe')) continue;
    const width = view.getUint32(at + 8);
    const height = view.getUint32(at + 12);
    if (size === null || width * height > size.width * size.height) size = { width, height };
  }
  return { ...NOTHING, size };
}
