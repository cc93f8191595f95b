import { ByteBuffer } from 'flatbuffers';
import { refuseFile } from './read-refusal.ts';

/** More than any MobileNet has of anything: a damaged length must not fill the memory. */
const MOST_ENTRIES = 4096;
const IDENTIFIER_AT = 4;

/**
 * One table of a flatbuffer, read by the slots of its schema. `ByteBuffer` reads past the end of a
 * file without a word, so every place is checked first; a wrong one is a Refusal.
 */
export class FlatTable {
  readonly #file: ByteBuffer;
  readonly #at: number;
  readonly #layout: number;
  readonly #layoutBytes: number;

  private constructor(file: ByteBuffer, at: number) {
    this.#file = file;
    this.#at = at;
    need(file, at, 4);
    this.#layout = at - file.readInt32(at);
    need(file, this.#layout, 4);
    this.#layoutBytes = file.readUint16(this.#layout);
    need(file, this.#layout, this.#layoutBytes);
  }

  /** The table that a file begins with. */
  static root(bytes: Uint8Array, identifier: string): FlatTable {
    const file = new ByteBuffer(bytes);
    need(file, 0, IDENTIFIER_AT + identifier.length);
    if (!file.__has_identifier(identifier)) refuseFile(`not a ${identifier} file`);
    return new FlatTable(file, file.readUint32(0));
  }

  has(slot: number): boolean {
    return this.#place(slot, 0) !== null;
  }

  byte(slot: number, otherwise: number): number {
    const at = this.#place(slot, 1);
    return at === null ? otherwise : this.#file.readUint8(at);
  }

  int32(slot: number, otherwise: number): number {
    const at = this.#place(slot, 4);
    return at === null ? otherwise : this.#file.readInt32(at);
  }

  uint32(slot: number, otherwise: number): number {
    return this.int32(slot, otherwise) >>> 0;
  }

  float32(slot: number, otherwise: number): number {
    const at = this.#place(slot, 4);
    return at === null ? otherwise : this.#file.readFloat32(at);
  }

  table(slot: number): FlatTable | null {
    const at = this.#place(slot, 4);
    return at === null ? null : this.#tableAt(at);
  }

  tables(slot: number): FlatTable[] {
    return this.#entries(slot, 4, (at) => this.#tableAt(at));
  }

  int32s(slot: number): number[] {
    return this.#entries(slot, 4, (at) => this.#file.readInt32(at));
  }

  float32s(slot: number): number[] {
    return this.#entries(slot, 4, (at) => this.#file.readFloat32(at));
  }

  int64s(slot: number): number[] {
    return this.#entries(slot, 8, (at) => Number(this.#file.readInt64(at)));
  }

  /** A view into the file; empty where there is no such vector. */
  bytes(slot: number): Uint8Array {
    const [start, length] = this.#vector(slot, 1);
    return this.#file.bytes().subarray(start, start + length);
  }

  /** Empty where there is none. */
  text(slot: number): string {
    return new TextDecoder().decode(this.bytes(slot));
  }

  #entries<Entry>(slot: number, size: number, read: (at: number) => Entry): Entry[] {
    const [start, length] = this.#vector(slot, size);
    if (length > MOST_ENTRIES) refuseFile(`a list of ${length}`);
    return Array.from({ length }, (_, index) => read(start + index * size));
  }

  #vector(slot: number, size: number): [start: number, length: number] {
    const at = this.#place(slot, 4);
    if (at === null) return [0, 0];
    const vector = at + this.#file.readUint32(at);
    need(this.#file, vector, 4);
    const length = this.#file.readUint32(vector);
    need(this.#file, vector + 4, length * size);
    return [vector + 4, length];
  }

  #tableAt(at: number): FlatTable {
    return new FlatTable(this.#file, at + this.#file.readUint32(at));
  }

  /** Where a field of so many bytes stands; null where the table leaves it out. */
  #place(slot: number, size: number): number | null {
    // Two lengths stand before the slots.
    const entry = 4 + 2 * slot;
    if (entry + 2 > this.#layoutBytes) return null;
    const offset = this.#file.readUint16(this.#layout + entry);
    if (offset === 0) return null;
    need(this.#file, this.#at + offset, size);
    return this.#at + offset;
  }
}

function need(file: ByteBuffer, at: number, length: number): void {
  if (at < 0 || at + length > file.capacity())
    refuseFile('cut off, or an offset that leads out of it');
}
