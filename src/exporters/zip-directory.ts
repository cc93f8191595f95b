import { failed, ok, type Result } from '../result.ts';

export interface ZipLimits {
  bytes: number;
  entries: number;
  /** All entries together, inflated. */
  inflatedBytes: number;
}

/** Of a model's zip. */
export const ZIP_LIMITS: ZipLimits = {
  bytes: 300 * 2 ** 20,
  entries: 2000,
  inflatedBytes: 600 * 2 ** 20,
};

/** Why a zip is not taken, before anything in it is looked at. */
export type ZipFault =
  | { kind: 'too-large'; bytes: number; limit: number }
  | { kind: 'not-a-zip' }
  | { kind: 'damaged-zip' }
  | { kind: 'unsafe-entry'; path: string }
  | { kind: 'too-many-entries'; count: number; limit: number };

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

/** Where the central directory is, as the record at the end of the zip says. */
export interface DirectoryPlace {
  start: number;
  /** The end record itself starts here at the latest. */
  end: number;
  count: number;
}

const END_SIGNATURE = 0x06054b50;
const END_BYTES = 22;
const ENTRY_SIGNATURE = 0x02014b50;
const ENTRY_BYTES = 46;
const LONGEST_COMMENT = 0xffff;
/** The end record lies within so many bytes from the end. */
export const LONGEST_TAIL = END_BYTES + LONGEST_COMMENT;

/**
 * Reads the central directory and checks it against the limits; nothing is inflated. Layout:
 * https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT, 4.3.12 and 4.3.16. Zip64 is refused:
 * within these limits nothing needs it.
 */
export function readZipDirectory(
  zip: Uint8Array,
  limits: ZipLimits = ZIP_LIMITS,
): Result<ZipEntry[], ZipFault> {
  const place = findDirectory(zip.subarray(-LONGEST_TAIL), zip.length, startsAsZip(zip), limits);
  if (!place.ok) return place;
  const { start, end } = place.value;
  return readEntries(zip.subarray(start, end), place.value, limits);
}

/**
 * Finds the directory from the end of a zip.
 * @param tail its last `LONGEST_TAIL` bytes, or all of it.
 * @param size of the whole zip, in bytes.
 * @param begun whether its first bytes are a zip's: what is none is told from what is cut short.
 */
export function findDirectory(
  tail: Uint8Array,
  size: number,
  begun: boolean,
  limits: ZipLimits,
): Result<DirectoryPlace, ZipFault> {
  if (size > limits.bytes) return failed({ kind: 'too-large', bytes: size, limit: limits.bytes });
  const view = viewOf(tail);
  const at = findEnd(view);
  if (at === null) return failed({ kind: begun ? 'damaged-zip' : 'not-a-zip' });
  const count = view.getUint16(at + 10, true);
  if (count > limits.entries) {
    return failed({ kind: 'too-many-entries', count, limit: limits.entries });
  }
  const end = size - tail.length + at;
  const start = view.getUint32(at + 16, true);
  return start <= end ? ok({ start, end, count }) : failed({ kind: 'damaged-zip' });
}

/** Whether these are the first bytes of a zip with anything in it. */
export function startsAsZip(head: Uint8Array): boolean {
  return head[0] === 0x50 && head[1] === 0x4b && head[2] === 0x03 && head[3] === 0x04;
}

/** The entries of a directory, checked. */
export function readEntries(
  directory: Uint8Array,
  { count, start }: DirectoryPlace,
  limits: ZipLimits,
): Result<ZipEntry[], ZipFault> {
  const view = viewOf(directory);
  const entries: ZipEntry[] = [];
  const paths = new Set<string>();
  let position = 0;
  let inflatedBytes = 0;
  let compressedBytes = 0;
  for (let index = 0; index < count; index++) {
    const read = readEntry(directory, view, position);
    if (!read) return failed({ kind: 'damaged-zip' });
    const { entry } = read;
    if (!isSafePath(entry.path) || paths.has(entry.path)) {
      return failed({ kind: 'unsafe-entry', path: entry.path });
    }
    paths.add(entry.path);
    entries.push(entry);
    inflatedBytes += entry.inflatedBytes;
    compressedBytes += entry.compressedBytes;
    position = read.next;
  }
  if (inflatedBytes > limits.inflatedBytes) {
    return failed({ kind: 'too-large', bytes: inflatedBytes, limit: limits.inflatedBytes });
  }
  // Entries that share bytes are how a small bomb grows large: https://www.bamsoftware.com/hacks/zipbomb/
  return compressedBytes <= start ? ok(entries) : failed({ kind: 'damaged-zip' });
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

function findEnd(view: DataView): number | null {
  const last = view.byteLength - END_BYTES;
  for (let at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
    if (view.getUint32(at, true) === END_SIGNATURE) return at;
  }
  return null;
}

function readEntry(directory: Uint8Array, view: DataView, at: number) {
  const nameStart = at + ENTRY_BYTES;
  if (nameStart > directory.length || view.getUint32(at, true) !== ENTRY_SIGNATURE) return null;
  const nameEnd = nameStart + view.getUint16(at + 28, true);
  const next = nameEnd + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  if (next > directory.length) return null;
  const entry: ZipEntry = {
    path: new TextDecoder().decode(directory.subarray(nameStart, nameEnd)),
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
