import { describe, expect, test } from 'vitest';
import {
  GROUP,
  objectHeader,
  SUPERBLOCK_LENGTH,
  superblock,
  textAttribute,
  u32,
  u64,
} from './hdf5-messages.ts';
import { readHdf5 } from './hdf5-reader.ts';
import { writeHdf5 } from './hdf5-writer.ts';

const long = `{"label": "${'He said "hi" 🎉 a/b'.repeat(10_000)}"}`;
const names = Array.from({ length: 200 }, (_, at) => `layer_${at}`);

test('reads texts and lists of them by group, longer than 64 kB and of any script', () => {
  const inner = { names, again: 'layer_7', none: [], empty: '' };
  const file = writeHdf5({
    kind: 'group',
    attributes: { long, one: ['only'], marked: '\uFEFFñ' },
    members: new Map([
      ['inner', { kind: 'group', attributes: inner, members: new Map() }],
      ['plain', { kind: 'group', members: new Map() }],
    ]),
  });
  const { groups, datasets } = readHdf5(file);
  expect(datasets.size).toBe(0);
  expect([...groups].map(([path, texts]) => [path, Object.fromEntries(texts)])).toEqual([
    ['', { long, one: ['only'], marked: '\uFEFFñ' }],
    ['/inner', inner],
    ['/plain', {}],
  ]);
});

describe('refuses', () => {
  const heap = SUPERBLOCK_LENGTH;
  const text = [0x68, 0x69];
  const used = [1, 0, 0, 0, 0, 0];
  const stored = [1, 0, ...used, ...u64(2), ...text, 0, 0, 0, 0, 0, 0];
  const end = [...Array<number>(8).fill(0), ...u64(16)];
  const collection = (objects: number[], length = 16 + objects.length) => [
    ...[0x47, 0x43, 0x4f, 0x4c, 1, 0, 0, 0],
    ...u64(length),
    ...objects,
  ];
  const sound = collection([...stored, ...end]);
  const hi = { length: 2, heap, index: 1 };

  /** A file of a collection and of a root that has these attributes. */
  function fileOf(bytes: number[], ...attributes: ReturnType<typeof textAttribute>[]): Uint8Array {
    const root = objectHeader([...GROUP, ...attributes]);
    const at = SUPERBLOCK_LENGTH + bytes.length;
    return Uint8Array.from([...superblock(at, at + root.length), ...bytes, ...root]);
  }
  const changed = (...bytes: [at: number, byte: number][]) => {
    const { type, data } = textAttribute('a', hi);
    return { type, data: bytes.reduce((all, [at, byte]) => all.with(at, byte), data) };
  };
  const badWeights = (detail: string) =>
    expect.objectContaining({
      fault: { kind: 'bad-weights', detail: expect.stringContaining(detail) },
    });

  test('nothing of a sound one', () => {
    const { groups } = readHdf5(fileOf(sound, textAttribute('a', hi)));
    expect(groups.get('')).toEqual(new Map([['a', 'hi']]));
  });

  test.each<[string, Uint8Array, string]>([
    ['one name twice', fileOf(sound, textAttribute('a', hi), textAttribute('a', hi)), 'a twice'],
    ['another version', fileOf(sound, changed([0, 1])), 'another kind'],
    ['a name without its end', fileOf(sound, changed([10, 0x62])), 'without an end'],
    ['no name', fileOf(sound, changed([2, 0])), 'cut off'],
    ['a number', fileOf(sound, changed([11, 0x11])), 'no text'],
    ['a table of texts', fileOf(sound, changed([32, 2])), '2 dimensions'],
    [
      'a list that is longer than it is',
      fileOf(sound, {
        ...changed(),
        data: textAttribute('a', [hi]).data.map((byte, at) => (at === 35 ? 200 : byte)),
      }),
      '1 texts, not 200',
    ],
    ['a text of another length', fileOf(sound, textAttribute('a', { ...hi, length: 3 })), 'of 3'],
    ['a text that is not there', fileOf(sound, textAttribute('a', { ...hi, index: 2 })), 'text 2'],
    [
      'texts in two places',
      fileOf(sound, textAttribute('a', hi), textAttribute('b', { ...hi, heap: 56 })),
      'two places',
    ],
    ['texts out of the file', fileOf(sound, textAttribute('a', { ...hi, heap: 9999 })), 'cut off'],
    ['no collection', fileOf([0, ...sound.slice(1)], textAttribute('a', hi)), 'no collection'],
    [
      'a collection beyond its file',
      fileOf(collection([...stored, ...end], 9999), textAttribute('a', hi)),
      'cut off',
    ],
    [
      'a collection beyond the limit',
      fileOf(collection([...stored, ...end], 2 ** 25), textAttribute('a', hi)),
      '33554432 bytes',
    ],
    ['a collection of nothing', fileOf(collection([], 8), textAttribute('a', hi)), 'cut off'],
    ['no end', fileOf(collection(stored), textAttribute('a', hi)), 'cut off'],
    [
      'one number twice',
      fileOf(collection([...stored, ...stored, ...end]), textAttribute('a', hi)),
      'text 1 twice',
    ],
    [
      'a text beyond its collection',
      fileOf(collection([1, 0, ...used, ...u64(99), ...text]), textAttribute('a', hi)),
      'cut off',
    ],
    [
      'what is not UTF-8',
      fileOf(collection([...stored.with(16, 0xff), ...end]), textAttribute('a', hi)),
      'no text',
    ],
    [
      'more after the end',
      fileOf(collection([...stored, ...end, ...u32(7)]), textAttribute('a', hi)),
      'left over',
    ],
  ])('%s', (_name, file, detail) => {
    expect(() => readHdf5(file)).toThrow(badWeights(detail));
  });
});
