import { crc32 } from './crc32.ts';

const LOCAL_SIGNATURE = 0x04034b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_SIGNATURE = 0x06054b50;
/** 2.0, which every reader knows. */
const VERSION = 20;
/** Paths are UTF-8 (APPNOTE 4.4.4, bit 11). */
const UTF8 = 0x0800;
/** Offsets are 32 bits wide. */
const LARGEST_ZIP = 0xffff_ffff;

type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Writes a zip piece by piece, every file stored as it is: for pictures, which do not shrink. Only
 * one file need be in memory. Sizes stand before each file, not behind it as in a zip made by
 * streaming: some readers take no stored file without them.
 */
export class ZipWriter {
  readonly #entries: { path: Bytes; crc: number; length: number; offset: number }[] = [];
  readonly #time: number;
  readonly #date: number;
  #size = 0;

  /** @param date of every file; shown in UTC, since a zip knows no time zone. */
  constructor(date: Date) {
    const year = Math.max(0, date.getUTCFullYear() - 1980);
    this.#date = (year << 9) | ((date.getUTCMonth() + 1) << 5) | date.getUTCDate();
    const seconds = date.getUTCSeconds() >> 1;
    this.#time = (date.getUTCHours() << 11) | (date.getUTCMinutes() << 5) | seconds;
  }

  /** The pieces of one file, to be appended. Throws a RangeError where the zip would pass 4 GB. */
  add(path: string, bytes: Bytes): Bytes[] {
    const name = new Uint8Array(new TextEncoder().encode(path));
    const entry = { path: name, crc: crc32(bytes), length: bytes.length, offset: this.#size };
    const header = new DataView(new ArrayBuffer(30));
    header.setUint32(0, LOCAL_SIGNATURE, true);
    this.#describe(header, 4, entry);
    this.#entries.push(entry);
    return this.#counted([new Uint8Array(header.buffer), name, bytes]);
  }

  /** The directory that ends the zip. */
  end(): Bytes[] {
    const start = this.#size;
    const pieces = this.#entries.flatMap((entry) => {
      const record = new DataView(new ArrayBuffer(46));
      record.setUint32(0, ENTRY_SIGNATURE, true);
      record.setUint16(4, VERSION, true);
      this.#describe(record, 6, entry);
      record.setUint32(42, entry.offset, true);
      return this.#counted([new Uint8Array(record.buffer), entry.path]);
    });
    const end = new DataView(new ArrayBuffer(22));
    end.setUint32(0, END_SIGNATURE, true);
    end.setUint16(8, this.#entries.length, true);
    end.setUint16(10, this.#entries.length, true);
    end.setUint32(12, this.#size - start, true);
    end.setUint32(16, start, true);
    return [...pieces, new Uint8Array(end.buffer)];
  }

  /** The fields that local header and directory share, from "version needed" to the extra's length. */
  #describe(view: DataView, at: number, entry: { path: Bytes; crc: number; length: number }): void {
    view.setUint16(at, VERSION, true);
    view.setUint16(at + 2, UTF8, true);
    view.setUint16(at + 6, this.#time, true);
    view.setUint16(at + 8, this.#date, true);
    view.setUint32(at + 10, entry.crc, true);
    view.setUint32(at + 14, entry.length, true);
    view.setUint32(at + 18, entry.length, true);
    view.setUint16(at + 22, entry.path.length, true);
  }

  #counted(pieces: Bytes[]): Bytes[] {
    for (const { length } of pieces) this.#size += length;
    if (this.#size > LARGEST_ZIP) throw new RangeError('A zip of more than 4 GB.');
    return pieces;
  }
}
