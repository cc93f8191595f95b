import { expose, transfer } from 'comlink';
import type { Result } from '../result.ts';
import { cropStored, preparePicture } from './prepare.ts';
import { prepareFiles } from './prepare-files.ts';
import { thumbnailOf } from './thumbnail.ts';
import type { PreparedPicture, StoredType } from './types.ts';

/** What the decode worker answers; buffers are moved, not copied. */
const api = {
  async prepare(source: Blob | ImageBitmap, mirror: boolean) {
    const result = await preparePicture(source, mirror);
    return transfer(result, buffersOf(result));
  },
  async prepareFiles(files: Blob[]) {
    const results = await prepareFiles(files);
    return transfer(results, results.flatMap(buffersOf));
  },
  async crop(bytes: Uint8Array<ArrayBuffer>, type: StoredType) {
    const result = await cropStored(bytes, type);
    return result.ok ? transfer(result, [result.value.buffer]) : result;
  },
  async thumbnail(bytes: Uint8Array<ArrayBuffer>, type: StoredType) {
    const result = await thumbnailOf(bytes, type);
    return result.ok ? transfer(result, [result.value.buffer]) : result;
  },
};

function buffersOf(result: Result<PreparedPicture, unknown>): ArrayBuffer[] {
  return result.ok ? [result.value.stored.bytes.buffer, result.value.pixels.buffer] : [];
}

export type DecodeApi = typeof api;

expose(api);
