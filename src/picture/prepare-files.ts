/** What the decode worker does with several files at once. Worker realm: no DOM. */
import type { Result } from '../result.ts';
import { prepareBytes, preparePicture } from './prepare.ts';
import type { PictureFault, PreparedPicture } from './types.ts';

/** While one is decoded, on another thread, the last is drawn. */
const DECODED_AT_ONCE = 2;
/** Then it answers with what it has: large photos are counted, and cancelled, one by one. */
const ANSWER_MILLISECONDS = 100;
/** Larger files take their time anyway, and are read by themselves: bytes. */
const SMALL = 128 * 1024;

/** See `Decoder.prepareFiles`: the first of the files, as many as are ready in time, one at least. */
export async function prepareFiles(
  files: Blob[],
): Promise<Result<PreparedPicture, PictureFault>[]> {
  const begun = performance.now();
  const read = await readTogether(files);
  const results: Result<PreparedPicture, PictureFault>[] = [];
  const waiting = files.entries();
  const lane = async () => {
    for (const [place, file] of waiting) {
      const bytes = read?.[place];
      results[place] = await (bytes ? prepareBytes(file, bytes) : preparePicture(file, false));
      if (performance.now() - begun > ANSWER_MILLISECONDS) return;
    }
  };
  await Promise.all(Array.from({ length: DECODED_AT_ONCE }, lane));
  return results;
}

/**
 * Each read of a file is a trip to the browser's process and through it to the disk, which costs more
 * than decoding a small photo; the joined files take one. Null where any of them cannot be read.
 * @returns for each file its bytes; null where it is not small.
 */
async function readTogether(files: Blob[]): Promise<(Uint8Array<ArrayBuffer> | null)[] | null> {
  const small = files.filter(({ size }) => size <= SMALL);
  if (small.length < 2) return null;
  let joined: ArrayBuffer;
  try {
    joined = await new Blob(small).arrayBuffer();
  } catch {
    return null;
  }
  let end = 0;
  return files.map(({ size }) => {
    if (size > SMALL) return null;
    end += size;
    // A copy: each is moved out of here, and kept, by itself.
    return new Uint8Array(joined.slice(end - size, end));
  });
}
