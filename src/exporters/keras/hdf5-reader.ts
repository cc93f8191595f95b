import { type Hdf5Cursor, refuseWeights } from './hdf5-cursor.ts';
import { type HeaderRecord, recordsAt, rootAddress, UNDEFINED } from './hdf5-header.ts';
import { type Attribute, Hdf5Texts } from './hdf5-texts.ts';

/** Float32 numbers, row-major, as many as the shape asks for. */
export interface ReadDataset {
  shape: number[];
  values: Float32Array<ArrayBuffer>;
}

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
const ATTRIBUTE = 0x0c;

/** Keras nests four deep. */
const DEEPEST = 16;
const HIGHEST_RANK = 8;

/** All that an HDF5 file holds, by path ("/layers/dense/vars/0"); the root's path is empty. */
export interface Hdf5Content {
  datasets: Map<string, ReadDataset>;
  /** Every group's attributes, by name. */
  groups: Map<string, Map<string, Attribute>>;
}

/**
 * Reads an HDF5 file: of the format
 * (https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html) only what `hdf5-writer.ts`
 * has a use for. Lengths and checksums are held to what they say.
 * Throws a Refusal, `bad-weights`, for everything else.
 */
export function readHdf5(file: Uint8Array): Hdf5Content {
  const reader = new Hdf5Reader(file);
  reader.read(rootAddress(file), '', 0);
  return reader;
}

class Hdf5Reader implements Hdf5Content {
  readonly datasets = new Map<string, ReadDataset>();
  readonly groups = new Map<string, Map<string, Attribute>>();
  readonly #file: Uint8Array;
  readonly #texts: Hdf5Texts;
  readonly #addresses = new Set<number>();
  #valueBytes = 0;

  constructor(file: Uint8Array) {
    this.#file = file;
    this.#texts = new Hdf5Texts(file);
  }

  /** Reads the object at an address, and all that is in it. */
  read(address: number, path: string, depth: number): void {
    if (this.#addresses.has(address)) refuseWeights(`${path}: the same as another object`);
    if (depth > DEEPEST) refuseWeights(`${path}: too deep`);
    this.#addresses.add(address);
    const records = recordsAt(this.#file, address, path);
    if (!records.some(({ type }) => type === LINK_INFO)) {
      this.datasets.set(path, this.#dataset(records, path));
      return;
    }
    const { members, attributes } = this.#group(records, path);
    this.groups.set(path, attributes);
    for (const [name, member] of members) this.read(member, `${path}/${name}`, depth + 1);
  }

  /** What a group's header links to and says; sections IV.A.2.c, g, k and m. */
  #group(records: readonly HeaderRecord[], path: string) {
    const members = new Map<string, number>();
    const attributes = new Map<string, Attribute>();
    for (const { type, data } of records) {
      switch (type) {
        case LINK_INFO:
          data.expect([0, 0, ...UNDEFINED, ...UNDEFINED], 'links that are not in the header');
          break;
        case GROUP_INFO:
          data.expect([0, 0], 'settings of a group');
          break;
        case LINK: {
          const { name, address } = linkIn(data);
          if (members.has(name)) data.refuse(`${name} twice`);
          members.set(name, address);
          break;
        }
        case ATTRIBUTE: {
          const { name, value } = this.#texts.attribute(data);
          if (attributes.has(name)) data.refuse(`attribute ${name} twice`);
          attributes.set(name, value);
          break;
        }
        default:
          refuseWeights(`${path}: a record of type ${type} in a group`);
      }
      data.finish();
    }
    return { members, attributes };
  }

  /** Sections IV.A.2.b, d, f and i: contiguous values. */
  #dataset(records: readonly HeaderRecord[], path: string): ReadDataset {
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

function linkIn(data: Hdf5Cursor): { name: string; address: number } {
  data.expect([1, 0x11, 1], 'another kind of link');
  const name = data.text(data.number(2));
  if (name === '' || name.includes('/')) data.refuse(`a member named "${name}"`);
  return { name, address: data.number(8) };
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
