import { Hdf5Cursor } from './hdf5-cursor.ts';
import { jenkinsHash } from './jenkins-hash.ts';

/** A record of an object's header. */
export interface HeaderRecord {
  type: number;
  data: Hdf5Cursor;
}

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
const SUPERBLOCK_LENGTH = 48;
/** "OHDR", version 2, flags: the length takes 4 bytes, nothing optional. */
const OBJECT_HEADER = [0x4f, 0x48, 0x44, 0x52, 2, 2];
const OBJECT_HEADER_LENGTH = OBJECT_HEADER.length + 4;
const CHECKSUM_LENGTH = 4;
/** No address. */
export const UNDEFINED = Array<number>(8).fill(0xff);
const ZERO = Array<number>(8).fill(0);

/** Where the root group is. Section II.B, version 2; throws a Refusal, `bad-weights`. */
export function rootAddress(file: Uint8Array): number {
  const what = 'superblock';
  const head = new Hdf5Cursor(file.subarray(0, SUPERBLOCK_LENGTH), what);
  head.expect(SIGNATURE, 'not HDF5');
  head.expect([2, 8, 8, 0], 'another version');
  head.expect(ZERO, 'a base address');
  head.expect(UNDEFINED, 'an extension');
  const length = head.number(8);
  if (length !== file.length) head.refuse(`${file.length} bytes, not ${length}`);
  const root = head.number(8);
  verified(file, SUPERBLOCK_LENGTH, what);
  return root;
}

/**
 * All that an object's header says. Section IV.A.1.b; throws a Refusal, `bad-weights`.
 * @param path of the object, for a Refusal.
 */
export function recordsAt(file: Uint8Array, address: number, path: string): HeaderRecord[] {
  const object = file.subarray(address);
  const head = new Hdf5Cursor(object, path);
  head.expect(OBJECT_HEADER, 'no object header');
  const length = OBJECT_HEADER_LENGTH + head.number(4) + CHECKSUM_LENGTH;
  const body = new Hdf5Cursor(verified(object, length, path).subarray(OBJECT_HEADER_LENGTH), path);
  const records: HeaderRecord[] = [];
  while (!body.atEnd) {
    const type = body.number(1);
    const size = body.number(2);
    body.expect([0], 'flags of a record');
    records.push({ type, data: new Hdf5Cursor(body.take(size), path) });
  }
  return records;
}

/** So many bytes, of which the last four are the checksum of the others. Returns those. */
function verified(bytes: Uint8Array, length: number, what: string): Uint8Array {
  const whole = new Hdf5Cursor(bytes, what);
  const body = whole.take(length - CHECKSUM_LENGTH);
  if (whole.number(CHECKSUM_LENGTH) !== jenkinsHash(body)) whole.refuse('another checksum');
  return body;
}
