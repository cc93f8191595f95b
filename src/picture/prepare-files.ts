/** What the decode worker does with several files at once. Worker realm: no DOM. */
import type { Result } from '../result.ts';
import { prepareBytes, preparePicture } from './prepare.ts';
import type { PictureFault, PreparedPicture } from './types.ts';

/** Larger files take their time anyway, and are read, decoded and answered one by one: bytes. */
const SMALL = 128 * 1024;
/** Of small ones: while one is decoded, on another thread, the last is drawn. */
const DECODED_AT_ONCE = 2;

/** See `Decoder.prepareFiles`: for the first of the files, the small ones up to a large one, or one. */
export async function prepareFiles(
  files: Blob[],
): Promise<Result<PreparedPicture, PictureFault>[]> {
  const large = files.findIndex(({ size }) => size > SMALL);
  const small = large < 0 ? files : files.slice(0, large);
  const bytes = small.length > 1 ? await readTogether(small) : null;
  const [first] = files;
  if (bytes === null) return first === undefined ? [] : [await preparePicture(first, false)];
  const results: Result<PreparedPicture, PictureFault>[] = [];
  const waiting = small.entries();
  const lane = async () => {
    for (const [place, file] of waiting) {
      results[place] = await prepareBytes(file, bytes[place] ?? new Uint8Array());
    }
  };
  await Promise.all(Array.from({ length: DECODED_AT_ONCE }, lane));
  return results;
}

/**
 * Each read of a file is a trip to the browser's process and through it to the disk, which costs more
 * than decoding a small photo; the joined files take one. Null where any of them cannot be read.
 */
async function readTogether(files: Blob[]): Promise<Uint8Array<ArrayBuffer>[] | null> {
  let joined: ArrayBuffer;
  try {
    joined = await new Blob(files).arrayBuffer();
  } catch {
    return null;
  }
  let end = 0;
  const bytes = files.map(({ size }) => {
    end += size;
    // A copy: each is moved out of here, and kept, by itself.
    return new Uint8Array(joined.slice(end - size, end));
  });
  // A file that has changed since must not shift the others' bytes.
  return end === joined.byteLength ? bytes : null;
}
