import { failed, ok, type Result } from '../result.ts';
import type { OpenModelFault } from './types.ts';

export const ZIP_LIMITS = {
  bytes: 300 * 2 ** 20,
  entries: 2000,
  /** All entries together, inflated. */
  inflatedBytes: 600 * 2 ** 20,
};

/** One file of a zip, as the central directory describes it. */
export interface ZipEntry {
  path: string;
  /** 0 stored, 8 deflated. */
  method: number;
  encrypted: boolean;
  crc: number;
  compressedBytes: number;
  inflatedBytes: number;
  /** Where its local header starts. */
  offset: number;
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;
const LONGEST_COMMENT = 0xffff;

/**
 * Reads the central directory and checks it against `ZIP_LIMITS`; nothing is inflated. Layout:
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.12 and 4.3.16. Zip64 is refused:
 * within these limits nothing needs it.
 */
export function readZipDirectory(zip: Uint8Array): Result<ZipEntry[], OpenModelFault> {
  if (zip.length > ZIP_LIMITS.bytes) {
    return failed({ kind: 'too-large', bytes: zip.length, limit: ZIP_LIMITS.bytes });
  }
  const view = new DataView(zip.buffer, zip.byteOffset, zip.length);
  const end = findEnd(view);
  if (end === null) return failed({ kind: startsAsZip(zip) ? 'damaged-zip' : 'not-a-zip' });
  const count = view.getUint16(end + 10, true);
  if (count > ZIP_LIMITS.entries) {
    return failed({ kind: 'too-many-entries', count, limit: ZIP_LIMITS.entries });
  }
  const entries: ZipEntry[] = [];
  const paths = new Set<string>();
  let position = view.getUint32(end + 16, true);
  let inflatedBytes = 0;
  for (let index = 0; index < count; index++) {
    const read = readEntry(zip, view, position, end);
    if (!read) return failed({ kind: 'damaged-zip' });
    const { entry } = read;
    if (!isSafePath(entry.path) || paths.has(entry.path)) {
      return failed({ kind: 'unsafe-entry', path: entry.path });
    }
    paths.add(entry.path);
    entries.push(entry);
    inflatedBytes += entry.inflatedBytes;
    position = read.next;
  }
  if (inflatedBytes > ZIP_LIMITS.inflatedBytes) {
    return failed({ kind: 'too-large', bytes: inflatedBytes, limit: ZIP_LIMITS.inflatedBytes });
  }
  return ok(entries);
}

function findEnd(view: DataView): number | null {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
    if (view.getUint32(at, true) === END_SIGNATURE) return at;
  }
  return null;
}

function startsAsZip(zip: Uint8Array): boolean {
  return zip[0] === 0x50 && zip[1] === 0x4b && zip[2] === 0x03 && zip[3] === 0x04;
}

function readEntry(zip: Uint8Array, view: DataView, at: number, end: number) {
  const nameStart = at + ENTRY_BYTES;
  if (nameStart > end || view.getUint32(at, true) !== ENTRY_SIGNATURE) return null;
  const nameEnd = nameStart + view.getUint16(at + 28, true);
  const next = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  if (next > end) return null;
  const entry: ZipEntry = {
    path: new TextDecoder().decode(zip.subarray(nameStart, nameEnd)),
    encrypted: (view.getUint16(at + 8, true) & 1) === 1,
    method: view.getUint16(at + 10, true),
    crc: view.getUint32(at + 16, true),
    compressedBytes: view.getUint32(at + 20, true),
    inflatedBytes: view.getUint32(at + 24, true),
    offset: view.getUint32(at + 42, true),
  };
  return { entry, next };
}

/** Whether a path stays in the folder that it is unpacked into, on any system. */
function isSafePath(path: string): boolean {
  const absolute = path === '' || path.startsWith('/') || /^[a-z]:/i.test(path);
  return !absolute && !/[\\\0]/.test(path) && !path.split('/').includes('..');
}
