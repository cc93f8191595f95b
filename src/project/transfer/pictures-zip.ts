import { MOST_PICTURES, PROJECT_LIMITS } from '../../exporters/project-file/project-schema.ts';
import type { SaveProjectFault } from '../../exporters/project-file/types.ts';
import { ZipWriter } from '../../exporters/zip-writer.ts';
import { failed, ok, type Result } from '../../result.ts';
import { readPictures } from '../disk.ts';
import type { Sample } from '../types.ts';

/** Pictures read from disk in one transaction. */
const READ_BATCH = 8;
/** Small pieces become one Blob of so many bytes at a time, which the browser keeps off the page's heap. */
const BLOB_BYTES = 8 * 2 ** 20;

export interface WrittenFile {
  file: Blob;
  pictures: number;
  /** Samples whose pictures can no longer be read. */
  left: Sample[];
}

/** How a job is stopped, and how far it is. */
export interface Watch {
  signal: AbortSignal;
  /** Share of the pictures that is done, 0 to 1. */
  onFraction: (fraction: number) => void;
}

export interface PicturesZip {
  /** The zip so far; it lacks its end. */
  parts: BlobPart[];
  writer: ZipWriter;
  left: Sample[];
}

/**
 * Writes samples' pictures into a zip, a few at a time; the caller adds what else there is, and the end.
 * @param entryOf the file for a sample; null leaves it out.
 */
export async function picturesZip(
  samples: Sample[],
  date: Date,
  { signal, onFraction }: Watch,
  entryOf: (
    sample: Sample,
    bytes: Uint8Array<ArrayBuffer>,
  ) => Promise<{ path: string; bytes: Uint8Array<ArrayBuffer> } | null>,
): Promise<Result<PicturesZip, SaveProjectFault>> {
  if (samples.length > MOST_PICTURES) {
    return failed({ kind: 'too-many-pictures', count: samples.length, limit: MOST_PICTURES });
  }
  const writer = new ZipWriter(date);
  const parts: BlobPart[] = [];
  const left: Sample[] = [];
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  try {
    for (let start = 0; start < samples.length; start += READ_BATCH) {
      const batch = samples.slice(start, start + READ_BATCH);
      const stored = await readPictures(batch.map(({ id }) => id));
      for (const [index, sample] of batch.entries()) {
        const picture = stored[index];
        const entry = picture && (await entryOf(sample, picture));
        if (entry) {
          pieces.push(...writer.add(entry.path, entry.bytes));
          bytes += entry.bytes.length;
        } else left.push(sample);
      }
      if (bytes > BLOB_BYTES) {
        parts.push(new Blob(pieces));
        pieces = [];
        bytes = 0;
      }
      if (signal.aborted) return failed({ kind: 'cancelled' });
      onFraction((start + batch.length) / samples.length);
    }
  } catch (error) {
    if (error instanceof RangeError) {
      return failed({ kind: 'too-large', limit: PROJECT_LIMITS.bytes });
    }
    return failed({ kind: 'failed', detail: String(error) });
  }
  return ok({ parts: [...parts, ...pieces], writer, left });
}
