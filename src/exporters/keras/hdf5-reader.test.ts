import { describe, expect, test } from 'vitest';
import {
  floats,
  GROUP,
  link,
  type Message,
  objectHeader,
  SUPERBLOCK_LENGTH,
  superblock,
  u16,
} from './hdf5-messages.ts';
import { readHdf5 } from './hdf5-reader.ts';
import { writeHdf5 } from './hdf5-writer.ts';

const odd = [-0, 1e-45, 3.4028234663852886e38, -Math.PI, 1 / 3].map(Math.fround);
const sound = writeHdf5({
  kind: 'group',
  members: new Map([
    ['cube', { kind: 'dataset', shape: [2, 1, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6) }],
    [
      'ñ 🎉',
      {
        kind: 'group',
        members: new Map([
          ['odd', { kind: 'dataset', shape: [5], values: Float32Array.from(odd) }],
          ['none', { kind: 'group', members: new Map() }],
        ]),
      },
    ],
  ]),
});

/** A file of objects that lie one after the other, the last the root. */
function fileOf(...objects: Message[][]): Uint8Array {
  let end = SUPERBLOCK_LENGTH;
  let root = end;
  const parts = objects.map((messages) => {
    const bytes = objectHeader(messages);
    root = end;
    end += bytes.length;
    return bytes;
  });
  return Uint8Array.from([...superblock(root, end), ...parts.flat()]);
}

const badWeights = (detail: string) =>
  expect.objectContaining({
    fault: { kind: 'bad-weights', detail: expect.stringContaining(detail) },
  });

function saidBy(file: Uint8Array) {
  const { datasets, groups } = readHdf5(file);
  return {
    datasets: [...datasets],
    groups: [...groups].map(([path, texts]) => [path, [...texts]]),
  };
}

test('reads every number that was written, by path', () => {
  expect(Object.fromEntries(readHdf5(sound).datasets)).toEqual({
    '/cube': { shape: [2, 1, 3], values: Float32Array.of(1, 2, 3, 4, 5, 6) },
    '/ñ 🎉/odd': { shape: [5], values: Float32Array.from(odd) },
  });
});

test('reads a file that begins at any byte, and shares no memory with it', () => {
  const shifted = new Uint8Array(sound.length + 3);
  shifted.set(sound, 3);
  const read = readHdf5(shifted.subarray(3));
  shifted.fill(0);
  expect([...(read.datasets.get('/cube')?.values ?? [])]).toEqual([1, 2, 3, 4, 5, 6]);
});

test('a changed byte is noticed, be it in a value or a header', () => {
  const whole = JSON.stringify(saidBy(sound));
  const unnoticed = [...sound.keys()].filter((at) => {
    const changed = sound.slice();
    changed[at] = (changed[at] ?? 0) ^ 0x11;
    try {
      return JSON.stringify(saidBy(changed)) === whole;
    } catch (error) {
      expect(error).toEqual(badWeights(''));
      return false;
    }
  });
  // All that is left are the gaps before parts, which begin at multiples of 8.
  expect(unnoticed.length).toBeLessThan(40);
  expect(unnoticed.filter((at) => at % 8 === 0 || sound[at] !== 0)).toEqual([]);
});

describe('refuses', () => {
  const first = SUPERBLOCK_LENGTH;
  const dataset = floats([1], first, 4);
  const [space, type, filling, layout] = dataset;
  if (!space || !type || !filling || !layout) throw new Error('four records');
  const float64 = { ...type, data: type.data.with(4, 8) };
  const bigEndian = { ...type, data: type.data.with(1, 0x21) };
  const chunked = { ...layout, data: layout.data.with(1, 2) };
  const resizable = { ...space, data: space.data.with(2, 1) };
  const group = (...members: Message[]) => [...GROUP, ...members];

  test.each<[string, Message[][], string]>([
    ['a group in itself', [group(link('again', first))], '/again: the same'],
    ['two links of one name', [dataset, group(link('a', first), link('a', first))], 'a twice'],
    [
      'two links to one place',
      [dataset, group(link('a', first), link('b', first))],
      '/b: the same',
    ],
    ['a path for a name', [dataset, group(link('a/b', first))], 'named "a/b"'],
    ['a link out of the file', [group(link('a', 99_999))], '/a: cut off'],
    ['a link beyond what numbers hold', [group(link('a', 2 ** 60))], 'the number'],
    ['a record of another kind', [group({ type: 0x10, data: [0, 0] })], 'type 16'],
    ['values out of the file', [floats([9999], first, 39_996)], 'not in the file'],
    ['values shared to excess', [floats([2 ** 40], first, 4)], 'bytes for the shape'],
    ['fewer bytes than the shape', [floats([2], first, 4)], '4 bytes for the shape [2]'],
    ['doubles', [[space, float64, filling, layout]], 'not float32'],
    ['big-endian numbers', [[space, bigEndian, filling, layout]], 'not float32'],
    ['chunks', [[space, type, filling, chunked]], 'not contiguous'],
    ['a shape that can change', [[resizable, type, filling, layout]], 'can change'],
    ['no dimension', [floats([], first, 4)], '0 dimensions'],
    ['a missing record', [[space, type, layout]], '3 records'],
    ['a record twice', [[space, type, layout, layout]], 'no record 5'],
    ['a record cut off', [group({ type: 0x06, data: [1, 0x11, 1, ...u16(9)] })], 'cut off'],
  ])('%s', (_name, objects, detail) => {
    expect(() => readHdf5(fileOf(...objects))).toThrow(badWeights(detail));
  });

  test('groups without an end', () => {
    const chain = Array.from({ length: 30 }, (_, at) => at).reduce<{
      objects: Message[][];
      end: number;
      last: number;
    }>(
      ({ objects, end, last }) => {
        const next = group(link('in', last));
        return {
          objects: [...objects, next],
          last: end,
          end: end + objectHeader(next).length,
        };
      },
      { objects: [GROUP], last: first, end: first + objectHeader(GROUP).length },
    );
    expect(() => readHdf5(fileOf(...chain.objects))).toThrow(badWeights('too deep'));
  });

  test.each([
    ['nothing', new Uint8Array()],
    ['text', new TextEncoder().encode('no HDF5, only words, but enough of them to be one')],
    ['a byte more', Uint8Array.from([...sound, 0])],
    ['a byte less', sound.slice(0, -1)],
  ])('%s', (_name, bytes) => {
    expect(() => readHdf5(bytes)).toThrow(badWeights('superblock'));
  });
});
