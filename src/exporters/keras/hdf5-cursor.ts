import { Refusal } from '../network/refusal.ts';

/** Throws the Refusal of weights that are not as they should be. */
export function refuseWeights(detail: string): never {
  throw new Refusal({ kind: 'bad-weights', detail });
}

/** Reads on from the beginning of some bytes; past their end is a Refusal. */
export class Hdf5Cursor {
  #at = 0;
  readonly #bytes: Uint8Array;
  readonly #what: string;

  /** @param what the bytes are, for a Refusal. */
  constructor(bytes: Uint8Array, what: string) {
    this.#bytes = bytes;
    this.#what = what;
  }

  get atEnd(): boolean {
    return this.#at === this.#bytes.length;
  }

  take(length: number): Uint8Array {
    const end = this.#at + length;
    if (length < 0 || end > this.#bytes.length) this.refuse('cut off');
    const taken = this.#bytes.subarray(this.#at, end);
    this.#at = end;
    return taken;
  }

  /** The next bytes as an unsigned number, little-endian. */
  number(length: number): number {
    const value = this.take(length).reduceRight((high, byte) => high * 256 + byte, 0);
    return Number.isSafeInteger(value) ? value : this.refuse(`the number ${value}`);
  }

  /** The next bytes as UTF-8. */
  text(length: number): string {
    const bytes = this.take(length);
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      return this.refuse('no text');
    }
  }

  /** Only these bytes may follow. */
  expect(wanted: readonly number[], what: string): void {
    const given = this.take(wanted.length);
    if (wanted.some((byte, at) => byte !== given[at])) this.refuse(what);
  }

  /** Nothing may follow. */
  finish(): void {
    if (!this.atEnd) this.refuse('bytes left over');
  }

  refuse(detail: string): never {
    return refuseWeights(`${this.#what}: ${detail}`);
  }
}
