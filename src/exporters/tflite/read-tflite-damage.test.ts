import { describe, expect, test } from 'vitest';
import { smallNetwork } from '../../../tests/support/small-networks.ts';
import {
  answer,
  floatFile,
  int8File,
  largestDifference,
  readBack,
} from '../../../tests/support/tflite-files.ts';
import { seededRandom } from '../../head/random.ts';
import type { Network } from '../network/types.ts';
import { readTfliteModel } from './read-tflite.ts';

const MUTATIONS = 200;

describe.each([
  ['floats', floatFile],
  ['8 bits', int8File],
] as const)('a damaged file of %s', (_, write) => {
  const network = smallNetwork({ seed: 13, rich: true });
  const file = write(network);
  const whole = answer(readBack(file), 11);

  test('with another bit in a weight answers otherwise', () => {
    const changed = file.slice();
    const [at, ...others] = placesOf(file, firstWeights(readBack(file)));
    expect(others).toEqual([]);
    // Of a float the third byte: the mantissa's highest but one.
    const place = (at ?? 0) + (write === floatFile ? 2 : 0);
    changed[place] = (changed[place] ?? 0) ^ 0x20;
    expect(largestDifference(answer(readBack(changed), 11), whole)).toBeGreaterThan(1e-6);
  });

  test('cut off anywhere in the model is refused', () => {
    const end = lengthOfModel(file);
    for (let part = 0; part < 100; part++) {
      const read = readTfliteModel(file.slice(0, Math.floor((end * part) / 100)));
      expect(read).toMatchObject({ ok: false, fault: { kind: 'bad-graph' } });
    }
  });

  test(`with wild bytes (${MUTATIONS} times) is refused or read, never thrown at`, () => {
    const random = seededRandom(6);
    let refused = 0;
    for (let round = 0; round < MUTATIONS; round++) {
      const read = readTfliteModel(mutated(file, random));
      if (!read.ok) refused++;
      else if (round % 20 === 0) expect(answer(read.value, 11).length).toBeGreaterThan(0);
    }
    expect(refused).toBeGreaterThan(MUTATIONS / 4);
    expect(refused).toBeLessThan(MUTATIONS);
  });
});

test.each([
  ['a picture', [0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 0]],
  ['a flatbuffer of another kind', [8, 0, 0, 0, 0x4d, 0x30, 0x30, 0x31, 4, 0, 4, 0, 4, 0, 0, 0]],
  ['an offset out of the file', [255, 255, 255, 127, 0x54, 0x46, 0x4c, 0x33]],
  ['a table that is its own layout', [8, 0, 0, 0, 0x54, 0x46, 0x4c, 0x33, 0, 0, 0, 0, 0, 0]],
])('%s is refused', (_, bytes) => {
  const read = readTfliteModel(Uint8Array.from(bytes));
  expect(read).toMatchObject({ ok: false, fault: { kind: 'bad-graph' } });
});

test('an operator that no network of ours has is named', () => {
  const file = floatFile(smallNetwork({ seed: 13 }));
  // 40 is MEAN, in one of the places where this number stands; 43 is another operator's.
  const faults = placesOf(file, [40, 0, 0, 0]).map((place) => {
    const changed = file.slice();
    changed[place] = 43;
    const read = readTfliteModel(changed);
    return read.ok ? null : read.fault;
  });
  const fault = { kind: 'unsupported-operation', format: 'tflite', operation: 'operator 43' };
  expect(faults).toContainEqual(fault);
});

/** How a file holds the first weights of the first kernel, of its first output. */
function firstWeights({ operations }: Network, count = 12): number[] {
  const [first] = operations;
  if (first?.kind !== 'convolution') throw new Error('no convolution');
  const outputs = first.bias.length;
  const ofFirst = first.kernel.filter((_, at) => at % outputs === 0);
  const step = Math.max(...ofFirst.map(Math.abs)) / 127;
  const stored = ofFirst.map((weight) => weight / step);
  const whole = stored.every((value) => Math.abs(value - Math.round(value)) < 1e-3);
  const bytes = whole
    ? Int8Array.from(stored.slice(0, count), Math.round)
    : ofFirst.slice(0, count);
  return [...new Uint8Array(bytes.buffer)];
}

function placesOf(file: Uint8Array, bytes: number[]): number[] {
  const places: number[] = [];
  const buffer = Buffer.from(file);
  for (let at = buffer.indexOf(Buffer.from(bytes)); at >= 0; ) {
    places.push(at);
    at = buffer.indexOf(Buffer.from(bytes), at + 1);
  }
  return places;
}

/** Without the zip of labels behind it. */
function lengthOfModel(file: Uint8Array): number {
  return placesOf(file, [0x50, 0x4b, 3, 4]).at(-1) ?? 0;
}

const WILD = [0, 1, 4, 0x7fff, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffc, 0xffffffff];

/** With up to four wild numbers in its tables, which stand before the weights. */
function mutated(file: Uint8Array<ArrayBuffer>, random: () => number): Uint8Array<ArrayBuffer> {
  const changed = file.slice();
  const view = new DataView(changed.buffer);
  for (let change = 0; change <= random() * 4; change++) {
    const at = Math.floor(random() * 12_000);
    const wild = WILD[Math.floor(random() * (WILD.length + 3))];
    if (wild === undefined) changed[at] = Math.floor(random() * 256);
    else view.setUint32(at - (at % 4), wild, true);
  }
  return changed;
}
