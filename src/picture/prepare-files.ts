/** What the decode worker does with several files at once. Worker realm: no DOM. */
import type { Result } from '../result.ts';
import { prepareBytes, preparePicture } from './prepare.ts';
import type { PictureFault, PreparedPicture } from './types.ts';

/** While one is decoded, on another thread, the last is drawn. */
const DECODED_AT_ONCE = 2;

/** See `Decoder.prepareFiles`. */
export async function prepareFiles(
  files: Blob[],
): Promise<Result<PreparedPicture, PictureFault>[]> {
  const bytes = files.length > 1 ? await readTogether(files) : null;
  const results: Result<PreparedPicture, PictureFault>[] = [];
  const waiting = files.entries();
  const lane = async () => {
    for (const [place, file] of waiting) {
      const read = bytes?.[place];
      results[place] = await (read ? prepareBytes(file, read) : preparePicture(file, false));
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
  // Copies: each is moved out of here, and kept, by itself.
  return files.map(({ size }) => {
    end += size;
    return new Uint8Array(joined.slice(end - size, end));
  });
}
