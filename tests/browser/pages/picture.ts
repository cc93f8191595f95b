import { CropCanvas } from '../../../src/picture/crop-canvas.ts';
import { Decoder } from '../../../src/picture/decoder.ts';
import { thumbnailOf } from '../../../src/picture/thumbnail.ts';
import type {
  CropPixels,
  PictureFault,
  PreparedPicture,
  StoredPicture,
  StoredType,
} from '../../../src/picture/types.ts';
import type { Result } from '../../../src/result.ts';

/** What a spec is told: plain, small, and sent through Playwright. */
interface Report {
  fault: PictureFault | null;
  type?: StoredType;
  width?: number;
  height?: number;
  /** The kept bytes are the file's own. */
  asItWas?: boolean;
  /** `crop` of the kept bytes, and an urgent `prepare` of the file, give the same pixels as `prepare`. */
  sameCrop?: boolean;
  /** Colours of the crop's quarters, read in lines, as letters: see `nearest`. */
  quarters?: string;
  opaque?: boolean;
  /** How far the thumbnail is from the crop: mean of all channels' distances, of 255. */
  thumbnailOff?: number;
}

const decoder = new Decoder();
const COLOURS = {
  r: [255, 0, 0],
  g: [0, 255, 0],
  b: [0, 0, 255],
  y: [255, 255, 0],
  w: [255, 255, 255],
  k: [0, 0, 0],
};

function nearest(pixel: number[]): string {
  const distance = (colour: number[]) =>
    colour.reduce((sum, value, at) => sum + Math.abs(value - (pixel[at] ?? 0)), 0);
  const [best] = Object.entries(COLOURS).sort((a, b) => distance(a[1]) - distance(b[1]));
  return best !== undefined && distance(best[1]) < 60 ? best[0] : '?';
}

function quarters(pixels: CropPixels): string {
  const at = (x: number, y: number) => [
    ...pixels.subarray((y * 224 + x) * 4, (y * 224 + x) * 4 + 3),
  ];
  return [at(50, 50), at(170, 50), at(50, 170), at(170, 170)].map(nearest).join('');
}

const same = (a: Uint8Array | Uint8ClampedArray, b: Uint8Array | Uint8ClampedArray) =>
  a.length === b.length && a.every((value, at) => value === b[at]);

async function take(source: Blob | ImageBitmap, mirror = false): Promise<Report> {
  const prepared = await decoder.prepare(source, { mirror });
  if (!prepared.ok) return { fault: prepared.fault };
  const { stored, pixels } = prepared.value;
  const again = [await decoder.crop(stored.bytes, stored.type)];
  let asItWas = false;
  if (source instanceof Blob) {
    asItWas = same(stored.bytes, new Uint8Array(await source.arrayBuffer()));
    if (!mirror) again.push(inner(await decoder.prepare(source, { mirror, urgent: true })));
  }
  return {
    fault: null,
    type: stored.type,
    width: stored.width,
    height: stored.height,
    asItWas,
    sameCrop: again.every((crop) => crop.ok && same(crop.value, pixels)),
    quarters: quarters(pixels),
    opaque: pixels.every((value, at) => at % 4 !== 3 || value === 255),
    thumbnailOff: await thumbnailOff(stored, pixels),
  };
}

async function thumbnailOff({ bytes, type }: StoredPicture, crop: CropPixels): Promise<number> {
  const thumbnail = await decoder.thumbnail(bytes, type);
  return thumbnail.ok ? distance(thumbnail.value, crop) : Number.NaN;
}

/** Of a JPEG, enlarged, from a crop: mean of all channels. */
async function distance(jpeg: Uint8Array<ArrayBuffer>, crop: CropPixels): Promise<number> {
  const enlarged = await decoder.crop(jpeg, 'image/jpeg');
  if (!enlarged.ok) return Number.NaN;
  return (
    enlarged.value.reduce((sum, value, at) => sum + Math.abs(value - (crop[at] ?? 0)), 0) /
    crop.length
  );
}

/** What `prepareFiles` gives for all files. */
async function together(
  by: Decoder,
  files: Blob[],
): Promise<Result<PreparedPicture, PictureFault>[]> {
  const results: Result<PreparedPicture, PictureFault>[] = [];
  const { signal } = new AbortController();
  for await (const result of by.prepareFiles(files, signal)) results.push(result);
  return results;
}

/** Thumbnails of one picture made here, with WebCodecs' decoder and where there is none. */
async function thumbnailsBothWays(file: Blob): Promise<{ decoders: number; off: number }[] | null> {
  const prepared = await decoder.prepare(file, { mirror: false });
  if (!prepared.ok) return null;
  const { stored, pixels } = prepared.value;
  const { ImageDecoder: Real } = window;
  const ways: { decoders: number; off: number }[] = [];
  for (const there of [true, false]) {
    let decoders = 0;
    class Counted extends Real {
      constructor(init: ImageDecoderInit) {
        super(init);
        decoders += 1;
      }
    }
    if (there) window.ImageDecoder = Counted;
    else Reflect.deleteProperty(window, 'ImageDecoder');
    const made = await thumbnailOf(stored.bytes, stored.type);
    ways.push({ decoders, off: made.ok ? await distance(made.value, pixels) : Number.NaN });
  }
  window.ImageDecoder = Real;
  return ways;
}

function inner(
  result: Result<{ pixels: CropPixels }, PictureFault>,
): Result<CropPixels, PictureFault> {
  return result.ok ? { ok: true, value: result.value.pixels } : result;
}

/** Red, green over blue, yellow. */
function quadrants(width: number, height: number): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no 2d context');
  ['#f00', '#0f0', '#00f', '#ff0'].forEach((colour, at) => {
    context.fillStyle = colour;
    context.fillRect((at % 2) * (width / 2), at < 2 ? 0 : height / 2, width / 2, height / 2);
  });
  return canvas;
}

async function drawn(width: number, height: number, type: string): Promise<Blob> {
  return quadrants(width, height).convertToBlob({ type, quality: 0.95 });
}

/** The JPEG with an EXIF segment that says only how the picture lies. */
async function withOrientation(jpeg: Blob, orientation: number): Promise<Blob> {
  const exif = [
    ...[0xff, 0xe1, 0x00, 0x22, 0x45, 0x78, 0x69, 0x66, 0x00, 0x00],
    ...[0x4d, 0x4d, 0x00, 0x2a, 0x00, 0x00, 0x00, 0x08, 0x00, 0x01],
    ...[0x01, 0x12, 0x00, 0x03, 0x00, 0x00, 0x00, 0x01, 0x00, orientation, 0x00, 0x00],
    ...[0x00, 0x00, 0x00, 0x00],
  ];
  return new Blob([jpeg.slice(0, 2), new Uint8Array(exif), jpeg.slice(2)], { type: 'image/jpeg' });
}

/** Milliseconds for each of `times` pictures, one after the other, through the worker and back. */
async function timed(file: Blob, times: number): Promise<number[]> {
  const milliseconds: number[] = [];
  for (let i = 0; i < times; i++) {
    const start = performance.now();
    await decoder.prepare(file, { mirror: false });
    milliseconds.push(performance.now() - start);
  }
  return milliseconds;
}

/** The crops of photos, 224 × 224 RGBA, one behind the other in base64. Slow to send, so few at once. */
async function cropsOf(photos: string[]): Promise<string> {
  const crops = await Promise.all(
    photos.map(async (photo) => {
      const bytes = Uint8Array.from(atob(photo), (character) => character.charCodeAt(0));
      const crop = await decoder.crop(bytes, 'image/jpeg');
      if (!crop.ok) throw new Error(crop.fault.kind);
      return crop.value;
    }),
  );
  const url = await new Promise<string>((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.readAsDataURL(new Blob(crops));
  });
  return url.slice(url.indexOf(',') + 1);
}

const pictureTools = {
  decoder,
  cropsOf,
  take,
  drawn,
  quadrants,
  quarters,
  thumbnailsBothWays,
  together,
  withOrientation,
  timed,
  CropCanvas,
};
export type PictureTools = typeof pictureTools;

declare global {
  interface Window {
    pictureTools: PictureTools;
  }
}
window.pictureTools = pictureTools;
