import {
  bmpHeader,
  gifHeader,
  hasText,
  heifHeader,
  type ImageHeader,
  jpegHeader,
  pngHeader,
  webpHeader,
} from './image-headers.ts';

export type ImageFormat =
  | 'jpeg'
  | 'png'
  | 'webp'
  | 'gif'
  | 'bmp'
  | 'ico'
  | 'avif'
  | 'heic'
  | 'tiff'
  | 'jxl'
  | 'svg';

export interface SniffedImage extends ImageHeader {
  format: ImageFormat;
}

const UNREAD: ImageHeader = { size: null, hasExif: false, animated: false };

const startsWith = (bytes: Uint8Array, ...magic: number[]) =>
  bytes.length >= magic.length && magic.every((byte, at) => bytes[at] === byte);

/** The header sizes that BMP has had; "BM" alone is also how many a text begins. */
const BMP_HEADER_SIZES = [12, 40, 52, 56, 64, 108, 124];
const HEIC_BRANDS = ['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'];

/**
 * Which image format the bytes are, by their first bytes and never by name or MIME type, and what
 * the header says. Null: not an image (a text, a PDF, an archive, a film, …). Nothing is decoded;
 * of a text only the first kilobyte is read.
 */
export function sniff(bytes: Uint8Array): SniffedImage | null {
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return { format: 'jpeg', ...jpegHeader(bytes) };
  if (startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) {
    return { format: 'png', ...pngHeader(bytes) };
  }
  if (hasText(bytes, 0, 'RIFF') && hasText(bytes, 8, 'WEBP')) {
    return { format: 'webp', ...webpHeader(bytes) };
  }
  if (hasText(bytes, 0, 'GIF87a') || hasText(bytes, 0, 'GIF89a')) {
    return { format: 'gif', ...gifHeader(bytes) };
  }
  if (hasText(bytes, 0, 'BM') && BMP_HEADER_SIZES.includes(bytes[14] ?? 0)) {
    return { format: 'bmp', ...bmpHeader(bytes) };
  }
  if (hasText(bytes, 4, 'ftyp')) return sniffHeif(bytes);
  if (isIcon(bytes)) return { format: 'ico', ...UNREAD };
  if (startsWith(bytes, 0x49, 0x49, 0x2a, 0x00) || startsWith(bytes, 0x4d, 0x4d, 0x00, 0x2a)) {
    return { format: 'tiff', ...UNREAD };
  }
  if (
    startsWith(bytes, 0xff, 0x0a) ||
    startsWith(bytes, 0x00, 0x00, 0x00, 0x0c, 0x4a, 0x58, 0x4c, 0x20)
  ) {
    return { format: 'jxl', ...UNREAD };
  }
  return isSvg(bytes) ? { format: 'svg', ...UNREAD } : null;
}

/** Films and sound begin with `ftyp` too: the brands in it tell. AVIF may name itself second. */
function sniffHeif(bytes: Uint8Array): SniffedImage | null {
  const boxEnd = Math.min(bytes.length, bytes[3] ?? 0);
  const brands: string[] = [];
  for (let at = 8; at + 4 <= boxEnd; at += 4) {
    brands.push(String.fromCharCode(...bytes.subarray(at, at + 4)));
  }
  if (brands.includes('avif') || brands.includes('avis')) {
    return { format: 'avif', ...heifHeader(bytes) };
  }
  return brands.some((brand) => HEIC_BRANDS.includes(brand))
    ? { format: 'heic', ...heifHeader(bytes) }
    : null;
}

/** Type 1, at least one entry, and that entry's reserved byte 0. */
function isIcon(bytes: Uint8Array): boolean {
  return (
    startsWith(bytes, 0x00, 0x00, 0x01, 0x00) &&
    bytes.length >= 22 &&
    (bytes[4] ?? 0) > 0 &&
    bytes[5] === 0 &&
    bytes[9] === 0
  );
}

/** What may stand before the first element of an SVG file. */
const SVG_PROLOGUE = /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!DOCTYPE\s+svg[^>[]*(\[[^\]]*\])?\s*>/gi;

/** The first element is `svg`: an HTML page that holds a drawing is not one. */
function isSvg(bytes: Uint8Array): boolean {
  const start = new TextDecoder().decode(bytes.subarray(0, 1024));
  return /^<svg[\s>]/i.test(start.replace(SVG_PROLOGUE, '').trimStart());
}
