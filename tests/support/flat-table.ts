import { ByteBuffer } from 'flatbuffers';

/** One table of a flatbuffer that is known to be sound, read by slots. */
export class FlatTable {
  readonly #buffer: ByteBuffer;
  readonly #at: number;

  private constructor(buffer: ByteBuffer, at: number) {
    this.#buffer = buffer;
    this.#at = at;
  }

  static root(bytes: Uint8Array, identifier: string): FlatTable {
    const buffer = new ByteBuffer(bytes);
    if (!buffer.__has_identifier(identifier)) throw new Error(`not a ${identifier} file`);
    return new FlatTable(buffer, buffer.readInt32(0));
  }

  int8(slot: number): number {
    const at = this.#field(slot);
    return at === null ? 0 : this.#buffer.readInt8(at);
  }

  int32(slot: number): number {
    const at = this.#field(slot);
    return at === null ? 0 : this.#buffer.readInt32(at);
  }

  table(slot: number): FlatTable | null {
    const at = this.#field(slot);
    return at === null ? null : new FlatTable(this.#buffer, this.#buffer.__indirect(at));
  }

  tables(slot: number): FlatTable[] {
    const table = (at: number) => new FlatTable(this.#buffer, this.#buffer.__indirect(at));
    return this.#elements(slot, 4, table);
  }

  int32s(slot: number): number[] {
    return this.#elements(slot, 4, (at) => this.#buffer.readInt32(at));
  }

  int64s(slot: number): number[] {
    return this.#elements(slot, 8, (at) => Number(this.#buffer.readInt64(at)));
  }

  float32s(slot: number): number[] {
    return this.#elements(slot, 4, (at) => this.#buffer.readFloat32(at));
  }

  /** A view, not a copy. */
  bytes(slot: number): Uint8Array {
    const at = this.#field(slot);
    if (at === null) return new Uint8Array();
    const start = this.#buffer.__vector(at);
    return this.#buffer.bytes().subarray(start, start + this.#buffer.__vector_len(at));
  }

  text(slot: number): string {
    return new TextDecoder().decode(this.bytes(slot));
  }

  #field(slot: number): number | null {
    const offset = this.#buffer.__offset(this.#at, 4 + 2 * slot);
    return offset === 0 ? null : this.#at + offset;
  }

  #elements<Value>(slot: number, size: number, read: (at: number) => Value): Value[] {
    const at = this.#field(slot);
    if (at === null) return [];
    const start = this.#buffer.__vector(at);
    const length = this.#buffer.__vector_len(at);
    return Array.from({ length }, (_, index) => read(start + size * index));
  }
}
