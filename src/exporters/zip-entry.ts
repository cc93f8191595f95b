import { Inflate } from 'fflate';
import { crc32 } from './crc32.ts';
import type { ZipEntry } from './zip-directory.ts';

const LOCAL_SIGNATURE = 0x04034b50;
export const LOCAL_HEADER_BYTES = 30;
/** No deflate stream grows to more: 258 bytes from 2 bits. */
const LARGEST_RATIO = 1032;
/** Compressed bytes inflated at once, so that a lie about the size is found after 16 MB at most. */
const STEP = 16 * 1024;

/**
 * The bytes of one entry, or null where they are damaged: cut off, longer or shorter than the
 * directory says, with another checksum, encrypted, or compressed in a way that is not deflate.
 */
export function readZipEntry(zip: Uint8Array, entry: ZipEntry): Uint8Array<ArrayBuffer> | null {
  const header = zip.subarray(entry.offset, entry.offset + LOCAL_HEADER_BYTES);
  const start = bodyStart(header, entry);
  if (start === null || start + entry.compressedBytes > zip.length) return null;
  return unpackEntry(zip.subarray(start, start + entry.compressedBytes), entry);
}

/** Where an entry's body starts in the zip, from its local header; null where that is none. */
export function bodyStart(header: Uint8Array, entry: ZipEntry): number | null {
  if (entry.encrypted || header.length < LOCAL_HEADER_BYTES) return null;
  const view = new DataView(header.buffer, header.byteOffset, header.length);
  if (view.getUint32(0, true) !== LOCAL_SIGNATURE) return null;
  // The local header may carry other extra fields than the central directory does.
  const variable = view.getUint16(26, true) + view.getUint16(28, true);
  return entry.offset + LOCAL_HEADER_BYTES + variable;
}

/** An entry's bytes from its body as it lies in the zip; null where they are damaged. */
export function unpackEntry(body: Uint8Array, entry: ZipEntry): Uint8Array<ArrayBuffer> | null {
  const bytes = unpack(body, entry);
  return bytes && crc32(bytes) === entry.crc ? bytes : null;
}

function unpack(body: Uint8Array, entry: ZipEntry): Uint8Array<ArrayBuffer> | null {
  if (entry.method === 0) {
    return body.length === entry.inflatedBytes ? new Uint8Array(body) : null;
  }
  return entry.method === 8 ? inflate(body, entry.inflatedBytes) : null;
}

function inflate(body: Uint8Array, length: number): Uint8Array<ArrayBuffer> | null {
  if (length > (body.length + 1) * LARGEST_RATIO) return null;
  const inflated = new Uint8Array(length);
  let written = 0;
  const stream = new Inflate((chunk) => {
    if (written + chunk.length <= length) inflated.set(chunk, written);
    written += chunk.length;
  });
  try {
    for (let at = 0; at < body.length && written <= length; at += STEP) {
      stream.push(body.subarray(at, at + STEP), at + STEP >= body.length);
    }
  } catch {
    return null;
  }
  return written === length ? inflated : null;
}
