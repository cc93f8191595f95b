import { type Zippable, zipSync } from 'fflate';
import type { ArchiveFile } from './types.ts';

/** The earliest date that a zip can hold. */
const DOS_EPOCH = '1980-01-01T00:00:00.000Z';
/** Weights and pictures hardly shrink: they are stored, which is quick to write and to open. */
const STORED = /\.(bin|h5|keras|png)$/;

/**
 * A zip of the files, in their order, every one dated `date` (ISO 8601) in UTC: the same files and
 * date give the same bytes anywhere.
 */
export function writeZip(files: readonly ArchiveFile[], date: string): Uint8Array<ArrayBuffer> {
  const mtime = asLocalClock(date);
  const entries: Zippable = {};
  for (const { path, bytes } of files) {
    entries[path] = [bytes, { level: STORED.test(path) ? 0 : 6, mtime }];
  }
  return zipSync(entries);
}

/** A date whose local clock shows the UTC time of `date`, because fflate writes the local one. */
function asLocalClock(date: string): Date {
  const time = Date.parse(date);
  const utc = new Date(time >= Date.parse(DOS_EPOCH) ? time : DOS_EPOCH);
  return new Date(
    utc.getUTCFullYear(),
    utc.getUTCMonth(),
    utc.getUTCDate(),
    utc.getUTCHours(),
    utc.getUTCMinutes(),
    utc.getUTCSeconds(),
  );
}
