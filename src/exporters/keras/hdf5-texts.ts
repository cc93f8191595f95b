import { Hdf5Cursor } from './hdf5-cursor.ts';

/** A text, or a list of texts. */
export type Attribute = string | string[];

interface StoredText {
  /** How many it takes. */
  bytes: number;
  text: string;
}

/** "GCOL", version 1. */
const COLLECTION = [0x47, 0x43, 0x4f, 0x4c, 1, 0, 0, 0];
const COLLECTION_HEAD_LENGTH = COLLECTION.length + 8;
/** Between a text's number and its length. */
const USED_ONCE = [1, 0, 0, 0, 0, 0];
/** A text's number, how often it is used, its length. */
const OBJECT_HEAD_LENGTH = 16;
/** More than any model's description takes, in bytes. */
const LARGEST_COLLECTION = 20 * 2 ** 20;

/** Text of any length in UTF-8: class, size of a reference to it; made of bytes of 8 bits. */
const TEXT = [0x19, 1, 1, 0, 16, 0, 0, 0, 0x10, 0, 0, 0, 1, 0, 0, 0, 0, 0, 8, 0];

/**
 * The texts of a file's attributes, which all stand in one collection: an attribute itself holds
 * but 64 kB. What is not so is a Refusal, `bad-weights`.
 */
export class Hdf5Texts {
  readonly #file: Uint8Array;
  #collection: { address: number; texts: Map<number, StoredText> } | null = null;

  constructor(file: Uint8Array) {
    this.#file = file;
  }

  /** What one record of a group's header says; section IV.A.2.m, version 3. */
  attribute(data: Hdf5Cursor): { name: string; value: Attribute } {
    data.expect([3, 0], 'another kind of attribute');
    const nameLength = data.number(2);
    data.expect([TEXT.length, 0], 'an attribute that is no text');
    const spaceLength = data.number(2);
    data.expect([1], 'a name that is not UTF-8');
    const name = data.text(nameLength - 1);
    data.expect([0], 'a name without an end');
    data.expect(TEXT, 'an attribute that is no text');
    const count = countIn(new Hdf5Cursor(data.take(spaceLength), `attribute ${name}`));
    const texts: string[] = [];
    while (!data.atEnd) texts.push(this.#text(data));
    const [only] = texts;
    if (texts.length !== (count ?? 1)) data.refuse(`${texts.length} texts, not ${count ?? 1}`);
    return { name, value: count === null && only !== undefined ? only : texts };
  }

  /** The text that a reference means. */
  #text(reference: Hdf5Cursor): string {
    const length = reference.number(4);
    const address = reference.number(8);
    const index = reference.number(4);
    this.#collection ??= { address, texts: collectionAt(this.#file, address) };
    if (this.#collection.address !== address) reference.refuse('texts in two places');
    const found = this.#collection.texts.get(index);
    if (found?.bytes !== length) reference.refuse(`text ${index} of ${length} bytes`);
    return found.text;
  }
}

/** How many texts there are in a list, or null where there is no list; section IV.A.2.b. */
function countIn(space: Hdf5Cursor): number | null {
  space.expect([2], 'another version');
  const rank = space.number(1);
  if (rank > 1) space.refuse(`${rank} dimensions`);
  space.expect([0, rank], 'a shape that can change');
  const count = rank === 0 ? null : space.number(8);
  space.finish();
  return count;
}

/** All texts of a collection, by number; section III.E. */
function collectionAt(file: Uint8Array, address: number): Map<number, StoredText> {
  const what = 'texts';
  const whole = new Hdf5Cursor(file.subarray(address), what);
  whole.expect(COLLECTION, 'no collection');
  const length = whole.number(8);
  if (length > LARGEST_COLLECTION) whole.refuse(`${length} bytes`);
  const objects = new Hdf5Cursor(whole.take(length - COLLECTION_HEAD_LENGTH), what);
  const texts = new Map<number, StoredText>();
  for (let index = objects.number(2); index !== 0; index = objects.number(2)) {
    objects.expect(USED_ONCE, 'another kind of text');
    const bytes = objects.number(8);
    if (texts.has(index)) objects.refuse(`text ${index} twice`);
    texts.set(index, { bytes, text: objects.text(bytes) });
    objects.take(-bytes & 7);
  }
  // Number 0 is what is left, its own head included.
  objects.expect([0, 0, 0, 0, 0, 0], 'another kind of end');
  objects.take(objects.number(8) - OBJECT_HEAD_LENGTH);
  objects.finish();
  return texts;
}
