/** Why a file or blob did not become a picture. Words for the user are made in `words/picture-words.ts`. */
export type PictureFault =
  | { kind: 'not-an-image' }
  | { kind: 'empty' }
  | { kind: 'damaged' }
  /** A real image format, but not one that this browser decodes. */
  | {
      kind: 'unsupported-format';
      format: string;
      /** Browsers that decode it; null where none does. */
      openedBy: string | null;
    }
  | { kind: 'too-many-bytes'; bytes: number; limit: number }
  | { kind: 'too-many-pixels'; pixels: number; limit: number }
  /** The browser could not read the file: moved, deleted, or no permission. */
  | { kind: 'unreadable' }
  /** The decode worker crashed or fell silent on this picture, each time. */
  | { kind: 'decoder-failed' }
  /** The caller's signal was aborted. */
  | { kind: 'cancelled' };

/** The formats that are kept on disk. */
export type StoredType = 'image/jpeg' | 'image/png' | 'image/webp';

/** A picture as it is kept: upright, long side at most `STORED_SIDE`, no EXIF. */
export interface StoredPicture {
  bytes: Uint8Array<ArrayBuffer>;
  type: StoredType;
  width: number;
  height: number;
}

/** 224 × 224 pixels, RGBA, row-major, alpha always 255: what the engine takes. */
export type CropPixels = Uint8ClampedArray<ArrayBuffer>;

/** What decoding gives: the picture to keep, and the crop (always a function of the kept bytes). */
export interface PreparedPicture {
  stored: StoredPicture;
  pixels: CropPixels;
}

/** Long side of a stored picture, in pixels: whole enough to be cropped again. */
export const STORED_SIDE = 640;
export const MAX_FILE_BYTES = 40 * 1024 * 1024;
export const MAX_PIXELS = 50_000_000;
