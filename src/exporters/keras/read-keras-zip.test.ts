import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { ChangedKeras } from '../../../tests/support/changed-keras.ts';
import { smallNetwork } from '../../../tests/support/small-networks.ts';
import { seededRandom } from '../../head/random.ts';
import { readKerasModel } from './read-keras.ts';

const keras = new ChangedKeras(smallNetwork({ rich: true, head: 'hidden' }));
const { file, files } = keras;

const badGraph = (detail: string) => ({
  ok: false,
  fault: { kind: 'bad-graph', detail: expect.stringContaining(detail) },
});

describe('a fault from a zip', () => {
  test.each(Object.keys(files))('without %s', (name) => {
    const rest = Object.fromEntries(Object.entries(files).filter(([other]) => other !== name));
    const result = readKerasModel(zipSync(rest));
    expect(result).toEqual(badGraph(`model.keras: no ${name}`));
  });

  test.each([
    ['other.json', 'other.json: 2 bytes'],
    ['__proto__', '__proto__: 2 bytes'],
    ['../meta', 'unsafe-entry'],
  ])('with %s', (name, detail) => {
    // No zip can be made with every name: one of the same length gives way to it.
    const stand = 'x'.repeat(name.length);
    const more = Buffer.from(keras.with({ [stand]: strToU8('{}') })).toString('latin1');
    const named = Uint8Array.from(Buffer.from(more.replaceAll(stand, name), 'latin1'));
    expect(readKerasModel(named)).toEqual(badGraph(detail));
  });

  test('of Keras 2', () => {
    const metadata = strToU8('{"keras_version":"2.15.0","date_saved":""}');
    const result = readKerasModel(keras.with({ 'metadata.json': metadata }));
    expect(result).toEqual(badGraph('keras_version'));
  });

  test.each(Object.keys(files))('with a changed byte in %s', (name) => {
    const stored = keras.with({});
    const at = Buffer.from(stored).indexOf(Buffer.from(files[name] ?? []));
    expect(at).toBeGreaterThan(0);
    stored[at + 30] = (stored[at + 30] ?? 0) ^ 1;
    expect(readKerasModel(stored)).toEqual(badGraph(`${name}: damaged`));
  });

  test('cut short', () => {
    for (let length = 0; length < file.length; length += 1009) {
      expect(readKerasModel(file.slice(0, length)).ok).toBe(false);
    }
  });

  test('that is none', () => {
    for (const text of ['', 'PK', 'Not a model at all, only words.'.repeat(99)]) {
      expect(readKerasModel(strToU8(text))).toEqual(badGraph('not-a-zip'));
    }
  });
});

test('three hundred seeded mutations: a fault or a network, never a throw', () => {
  const random = seededRandom(9);
  const below = (length: number) => Math.floor(random() * length);
  let faults = 0;
  for (let round = 0; round < 300; round++) {
    const mutated = file.slice();
    for (let change = below(8); change >= 0; change--) {
      // Every other change near the end, where the directory is.
      const at = change % 2 === 0 ? below(mutated.length) : mutated.length - 1 - below(400);
      mutated[at] = below(256);
    }
    if (!readKerasModel(mutated).ok) faults++;
  }
  expect(faults).toBeGreaterThan(200);
});
