import { failed, type Result } from '../result.ts';
import {
  findDirectory,
  LONGEST_TAIL,
  readEntries,
  startsAsZip,
  type ZipEntry,
  type ZipFault,
  type ZipLimits,
} from './zip-directory.ts';
import { bodyStart, LOCAL_HEADER_BYTES, unpackEntry } from './zip-entry.ts';

/** Also: the file itself could not be read (moved, deleted, locked). */
export type ZipFileFault = ZipFault | { kind: 'unreadable' };

/** A zip on disk, of which only the directory and one entry at a time are ever in memory. */
export interface ZipFile {
  entries: ZipEntry[];
  /**
   * The bytes of one entry; null where they are damaged (see `readZipEntry`) or more than `limit`
   * inflated, or where the file can no longer be read.
   */
  read(entry: ZipEntry, limit: number): Promise<Uint8Array<ArrayBuffer> | null>;
}

/** Reads a zip's directory from its end and checks it, as `readZipDirectory` does. Never throws. */
export async function openZipFile(
  file: Blob,
  limits: ZipLimits,
): Promise<Result<ZipFile, ZipFileFault>> {
  try {
    const begun = startsAsZip(await slice(file, 0, 4));
    const tail = await slice(file, Math.max(0, file.size - LONGEST_TAIL), file.size);
    const place = findDirectory(tail, file.size, begun, limits);
    if (!place.ok) return place;
    const directory = await slice(file, place.value.start, place.value.end);
    const entries = readEntries(directory, place.value, limits);
    if (!entries.ok) return entries;
    return { ok: true, value: { entries: entries.value, read: (...of) => readEntry(file, ...of) } };
  } catch {
    return failed({ kind: 'unreadable' });
  }
}

async function readEntry(file: Blob, entry: ZipEntry, limit: number) {
  if (entry.inflatedBytes > limit || entry.compressedBytes > limit) return null;
  try {
    const header = await slice(file, entry.offset, entry.offset + LOCAL_HEADER_BYTES);
    const start = bodyStart(header, entry);
    if (start === null) return null;
    const body = await slice(file, start, start + entry.compressedBytes);
    return body.length === entry.compressedBytes ? unpackEntry(body, entry) : null;
  } catch {
    return null;
  }
}

async function slice(file: Blob, start: number, end: number): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(start, end).arrayBuffer());
}
