import type { ImageFormat } from './sniff.ts';
import type { StoredType } from './types.ts';

interface FormatFacts {
  mime: string;
  /** As people call it. */
  name: string;
  /** The type under which it may be kept as it is; null: always re-encoded. */
  storedAs: StoredType | null;
  /** Decoded by every browser that can run the app. */
  everywhere: boolean;
  /** Where not everywhere: the browsers that decode it; null where none does from a file's bytes. */
  openedBy: string | null;
}

/** https://caniuse.com/heif, /tiff, /jpegxl; `createImageBitmap` takes no SVG file in any browser's worker. */
export const FORMATS: Record<ImageFormat, FormatFacts> = {
  jpeg: {
    mime: 'image/jpeg',
    name: 'JPEG',
    storedAs: 'image/jpeg',
    everywhere: true,
    openedBy: null,
  },
  png: { mime: 'image/png', name: 'PNG', storedAs: 'image/png', everywhere: true, openedBy: null },
  webp: {
    mime: 'image/webp',
    name: 'WebP',
    storedAs: 'image/webp',
    everywhere: true,
    openedBy: null,
  },
  gif: { mime: 'image/gif', name: 'GIF', storedAs: null, everywhere: true, openedBy: null },
  bmp: { mime: 'image/bmp', name: 'BMP', storedAs: null, everywhere: true, openedBy: null },
  ico: { mime: 'image/x-icon', name: 'ICO', storedAs: null, everywhere: true, openedBy: null },
  avif: { mime: 'image/avif', name: 'AVIF', storedAs: null, everywhere: true, openedBy: null },
  heic: { mime: 'image/heic', name: 'HEIC', storedAs: null, everywhere: false, openedBy: 'Safari' },
  tiff: { mime: 'image/tiff', name: 'TIFF', storedAs: null, everywhere: false, openedBy: 'Safari' },
  jxl: {
    mime: 'image/jxl',
    name: 'JPEG XL',
    storedAs: null,
    everywhere: false,
    openedBy: 'Safari',
  },
  svg: { mime: 'image/svg+xml', name: 'SVG', storedAs: null, everywhere: false, openedBy: null },
};
