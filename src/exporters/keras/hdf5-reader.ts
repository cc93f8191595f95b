import { Hdf5Cursor, refuseWeights } from './hdf5-cursor.ts';
import { jenkinsHash } from './jenkins-hash.ts';

/** Float32 numbers, row-major, as many as the shape asks for. */
export interface ReadDataset {
  shape: number[];
  values: Float32Array<ArrayBuffer>;
}

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
const SUPERBLOCK_LENGTH = 48;
/** "OHDR", version 2, flags: the length takes 4 bytes, nothing optional. */
const OBJECT_HEADER = [0x4f, 0x48, 0x44, 0x52, 2, 2];
const OBJECT_HEADER_LENGTH = OBJECT_HEADER.length + 4;
const CHECKSUM_LENGTH = 4;
const UNDEFINED = Array<number>(8).fill(0xff);
const ZERO = Array<number>(8).fill(0);
/** Little-endian IEEE 754 binary32: class, order, sign, size, bits, exponent, mantissa, bias. */
const FLOAT32 = [0x11, 0x20, 31, 0, 4, 0, 0, 0, 0, 0, 32, 0, 23, 8, 0, 23, 127, 0, 0, 0];

/** Types of the records in an object's header. */
const DATASPACE = 0x01;
const LINK_INFO = 0x02;
const DATATYPE = 0x03;
const FILL_VALUE = 0x05;
const LINK = 0x06;
const LAYOUT = 0x08;
const GROUP_INFO = 0x0a;

/** Keras nests four deep. */
const DEEPEST = 16;
const HIGHEST_RANK = 8;

/**
 * The datasets of an HDF5 file, by path ("/layers/dense/vars/0"): of the format
 * (https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html) only what `hdf5-writer.ts`
 * has a use for, without attributes. Lengths and checksums are held to what they say.
 * Throws a Refusal, `bad-weights`, for everything else.
 */
export function readHdf5(file: Uint8Array): Map<string, ReadDataset> {
  const reader = new Hdf5Reader(file);
  reader.read(rootAddress(file), '', 0);
  return reader.datasets;
}

/** Section II.B, version 2. */
function rootAddress(file: Uint8Array): number {
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

/** So many bytes, of which the last four are the checksum of the others. Returns those. */
function verified(bytes: Uint8Array, length: number, what: string): Uint8Array {
  const whole = new Hdf5Cursor(bytes, what);
  const body = whole.take(length - CHECKSUM_LENGTH);
  if (whole.number(CHECKSUM_LENGTH) !== jenkinsHash(body)) whole.refuse('another checksum');
  return body;
}

class Hdf5Reader {
  readonly datasets = new Map<string, ReadDataset>();
  readonly #file: Uint8Array;
  readonly #addresses = new Set<number>();
  #valueBytes = 0;

  constructor(file: Uint8Array) {
    this.#file = file;
  }

  /** Reads the object at an address, and all that is in it. */
  read(address: number, path: string, depth: number): void {
    if (this.#addresses.has(address)) refuseWeights(`${path}: the same as another object`);
    if (depth > DEEPEST) refuseWeights(`${path}: too deep`);
    this.#addresses.add(address);
    const records = this.#records(address, path);
    if (!records.some(({ type }) => type === LINK_INFO)) {
      this.datasets.set(path, this.#dataset(records, path));
      return;
    }
    const names = new Set<string>();
    for (const member of records.flatMap((record) => memberOf(record, path))) {
      if (names.has(member.name)) refuseWeights(`${path}: ${member.name} twice`);
      names.add(member.name);
      this.read(member.address, `${path}/${member.name}`, depth + 1);
    }
  }

  /** Section IV.A.1.b. */
  #records(address: number, path: string): Record[] {
    const object = this.#file.subarray(address);
    const head = new Hdf5Cursor(object, path);
    head.expect(OBJECT_HEADER, 'no object header');
    const length = OBJECT_HEADER_LENGTH + head.number(4) + CHECKSUM_LENGTH;
    const body = new Hdf5Cursor(
      verified(object, length, path).subarray(OBJECT_HEADER_LENGTH),
      path,
    );
    const records: Record[] = [];
    while (!body.atEnd) {
      const type = body.number(1);
      const size = body.number(2);
      body.expect([0], 'flags of a record');
      records.push({ type, data: new Hdf5Cursor(body.take(size), path) });
    }
    return records;
  }

  /** Sections IV.A.2.b, d, f and i: contiguous values. */
  #dataset(records: readonly Record[], path: string): ReadDataset {
    const record = (wanted: number): Hdf5Cursor => {
      const [only, ...others] = records.filter(({ type }) => type === wanted);
      if (only === undefined || others.length > 0) refuseWeights(`${path}: no record ${wanted}`);
      return only.data;
    };
    if (records.length !== 4) refuseWeights(`${path}: ${records.length} records`);
    const shape = shapeIn(record(DATASPACE));
    const type = record(DATATYPE);
    type.expect(FLOAT32, 'not float32');
    type.finish();
    const filling = record(FILL_VALUE);
    filling.expect([3, 0x0a], 'a fill value');
    filling.finish();
    const layout = record(LAYOUT);
    layout.expect([3, 1], 'not contiguous');
    const address = layout.number(8);
    const length = layout.number(8);
    layout.finish();
    if (length !== 4 * shape.reduce((product, side) => product * side, 1)) {
      layout.refuse(`${length} bytes for the shape [${shape}]`);
    }
    this.#valueBytes += length;
    if (address + length > this.#file.length || this.#valueBytes > this.#file.length) {
      layout.refuse('values that are not in the file');
    }
    // A copy, because values may start at any byte of the file.
    const bytes = new Uint8Array(this.#file.subarray(address, address + length));
    const values = new Float32Array(bytes.buffer);
    return { shape, values };
  }
}

interface Record {
  type: number;
  data: Hdf5Cursor;
}

/** What one record of a group's header links to, if it does; sections IV.A.2.c, g and k. */
function memberOf({ type, data }: Record, path: string): { name: string; address: number }[] {
  switch (type) {
    case LINK_INFO:
      data.expect([0, 0, ...UNDEFINED, ...UNDEFINED], 'links that are not in the header');
      data.finish();
      return [];
    case GROUP_INFO:
      data.expect([0, 0], 'settings of a group');
      data.finish();
      return [];
    case LINK: {
      data.expect([1, 0x11, 1], 'another kind of link');
      const name = new TextDecoder().decode(data.take(data.number(2)));
      if (name === '' || name.includes('/')) data.refuse(`a member named "${name}"`);
      const address = data.number(8);
      data.finish();
      return [{ name, address }];
    }
    default:
      return refuseWeights(`${path}: a record of type ${type} in a group`);
  }
}

function shapeIn(space: Hdf5Cursor): number[] {
  space.expect([2], 'another version');
  const rank = space.number(1);
  if (rank < 1 || rank > HIGHEST_RANK) space.refuse(`${rank} dimensions`);
  space.expect([0, 1], 'a shape that can change');
  const shape = Array.from({ length: rank }, () => space.number(8));
  space.finish();
  return shape;
}
