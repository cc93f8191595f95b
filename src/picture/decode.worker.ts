import { expose, transfer } from 'comlink';
import { cropStored, preparePicture } from './prepare.ts';
import { thumbnailOf } from './thumbnail.ts';
import type { StoredType } from './types.ts';

/** What the decode worker answers; buffers are moved, not copied. */
const api = {
  async prepare(source: Blob | ImageBitmap, mirror: boolean) {
    const result = await preparePicture(source, mirror);
    return result.ok
      ? transfer(result, [result.value.stored.bytes.buffer, result.value.pixels.buffer])
      : result;
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

export type DecodeApi = typeof api;

expose(api);
