import { jenkinsHash } from './jenkins-hash.ts';

/**
 * Records of the HDF5 file format as libhdf5 1.8 and later read it
 * (https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html; section numbers are its).
 * Addresses and lengths take 8 bytes, everything is little-endian.
 */

/** A record of an object header, with its type's number. */
export interface Message {
  type: number;
  data: number[];
}

export const u16 = (value: number) => [value & 255, (value >>> 8) & 255];
export const u32 = (value: number) => [...u16(value), ...u16(value >>> 16)];
export const u64 = (value: number) => [...u32(value), ...u32(Math.floor(value / 2 ** 32))];
export const utf8 = (text: string) => [...new TextEncoder().encode(text)];

const UNDEFINED = Array<number>(8).fill(255);

/** The superblock is at the beginning and this long. */
export const SUPERBLOCK_LENGTH = 48;

/** II.B, version 2. */
export function superblock(root: number, length: number): number[] {
  const versionAndSizes = [2, 8, 8, 0];
  return checked([
    0x89,
    ...utf8('HDF\r\n'),
    0x1a,
    0x0a,
    ...versionAndSizes,
    ...u64(0),
    ...UNDEFINED,
    ...u64(length),
    ...u64(root),
  ]);
}

/** IV.A.1.b, version 2: what says everything about a group or dataset. */
export function objectHeader(messages: readonly Message[]): number[] {
  const body = messages.flatMap(({ type, data }) => {
    if (data.length > 0xffff) throw new RangeError(`an HDF5 record of ${data.length} bytes`);
    return [type, ...u16(data.length), 0, ...data];
  });
  const lengthTakes4Bytes = 2;
  return checked([...utf8('OHDR'), 2, lengthTakes4Bytes, ...u32(body.length), ...body]);
}

/** What makes an object a group (IV.A.2.c and k): its links are in its header, however many. */
export const GROUP: Message[] = [
  { type: 0x02, data: [0, 0, ...UNDEFINED, ...UNDEFINED] },
  { type: 0x0a, data: [0, 0] },
];

/** A member of a group (IV.A.2.g). */
export function link(name: string, address: number): Message {
  const encoded = utf8(name);
  const charsetAnd2ByteLength = 0x11;
  return {
    type: 0x06,
    data: [1, charsetAnd2ByteLength, UTF8, ...u16(encoded.length), ...encoded, ...u64(address)],
  };
}

/** A dataset of float32 numbers, row-major, which lie together at an address. */
export function floats(shape: readonly number[], address: number, length: number): Message[] {
  const allocatedLateFilledIfSet = 0x0a;
  const contiguous = 1;
  return [
    { type: 0x01, data: dataspace(shape) },
    { type: 0x03, data: FLOAT32 },
    { type: 0x05, data: [3, allocatedLateFilledIfSet] },
    { type: 0x08, data: [3, contiguous, ...u64(address), ...u64(length)] },
  ];
}

/** A text, or a list of texts, that stands in the file's heap (IV.A.2.m). */
export function textAttribute(name: string, values: Reference | readonly Reference[]): Message {
  const encoded = [...utf8(name), 0];
  const list = Array.isArray(values);
  const space = dataspace(list ? [values.length] : []);
  const data = [values].flat().flatMap(({ length, heap, index }) => {
    return [...u32(length), ...u64(heap), ...u32(index)];
  });
  return {
    type: 0x0c,
    data: [
      ...[3, 0],
      ...u16(encoded.length),
      ...u16(TEXT.length),
      ...u16(space.length),
      UTF8,
      ...encoded,
      ...TEXT,
      ...space,
      ...data,
    ],
  };
}

/** Where a text is: its bytes, the heap's address, and its number there, from 1. */
export interface Reference {
  length: number;
  heap: number;
  index: number;
}

const UTF8 = 1;

/** IV.A.2.b, version 2; no shape at all is a single value. */
function dataspace(shape: readonly number[]): number[] {
  return [2, shape.length, 0, shape.length === 0 ? 0 : 1, ...shape.flatMap(u64)];
}

/** IV.A.2.d: class 1, IEEE 754: sign at bit 31, exponent 8 bits from 23 with bias 127, mantissa 23 bits. */
const FLOAT32 = [
  ...[0x11, 0x20, 31, 0],
  ...u32(4),
  ...u16(0),
  ...u16(32),
  ...[23, 8, 0, 23],
  ...u32(127),
];

/** IV.A.2.d: class 9, text of any length in UTF-8, made of (class 0) bytes of 8 bits. */
const TEXT = [
  ...[0x19, 1, UTF8, 0],
  ...u32(16),
  ...[0x10, 0, 0, 0],
  ...u32(1),
  ...u16(0),
  ...u16(8),
];

function checked(bytes: number[]): number[] {
  return [...bytes, ...u32(jenkinsHash(bytes))];
}
