const encoder = new TextEncoder();

/** Wire types (https://protobuf.dev/programming-guides/encoding). */
const VARINT = 0;
const LENGTH_DELIMITED = 2;

/**
 * One protobuf message, written field by field. Bytes are kept as they come and copied once, by
 * `join`; so they must not change in between.
 */
export class Message {
  private readonly chunks: Uint8Array[] = [];
  private length = 0;

  /** @param value an int32, int64 or enum field; whole, 0 to 2^53 - 1. */
  integer(field: number, value: number): this {
    return this.add(varint(field * 8 + VARINT)).add(varint(value));
  }

  /** One field for each number: how a repeated field that is not packed is written. */
  integers(field: number, values: readonly number[]): this {
    for (const value of values) this.integer(field, value);
    return this;
  }

  bytes(field: number, value: Uint8Array): this {
    return this.add(varint(field * 8 + LENGTH_DELIMITED))
      .add(varint(value.length))
      .add(value);
  }

  /** As UTF-8; half a surrogate pair becomes U+FFFD. */
  text(field: number, value: string): this {
    return this.bytes(field, encoder.encode(value));
  }

  texts(field: number, values: readonly string[]): this {
    for (const value of values) this.text(field, value);
    return this;
  }

  /** @param value whole already: what is added to it later is not written. */
  message(field: number, value: Message): this {
    this.add(varint(field * 8 + LENGTH_DELIMITED)).add(varint(value.length));
    for (const chunk of value.chunks) this.add(chunk);
    return this;
  }

  messages(field: number, values: readonly Message[]): this {
    for (const value of values) this.message(field, value);
    return this;
  }

  join(): Uint8Array<ArrayBuffer> {
    const joined = new Uint8Array(this.length);
    let at = 0;
    for (const chunk of this.chunks) {
      joined.set(chunk, at);
      at += chunk.length;
    }
    return joined;
  }

  private add(chunk: Uint8Array): this {
    this.chunks.push(chunk);
    this.length += chunk.length;
    return this;
  }
}

/** Seven bits to a byte, lowest first; by division, since shifts end at 32 bits. */
function varint(value: number): Uint8Array<ArrayBuffer> {
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`varint of ${value}`);
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return Uint8Array.of(...bytes, rest);
}
