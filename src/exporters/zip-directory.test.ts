import { strToU8 } from 'fflate';
import { describe, expect, test } from 'vitest';
import { directoryEntry, fault, sound, soundZip, zipWith } from '../../tests/support/model-zip.ts';
import { ZIP_LIMITS } from './zip-directory.ts';

describe('refuses as a zip', () => {
  test('more bytes than the limit', () => {
    const bytes = ZIP_LIMITS.bytes + 1;
    const limit = ZIP_LIMITS.bytes;
    expect(fault(new Uint8Array(bytes))).toEqual({ kind: 'too-large', bytes, limit });
  });

  test('what says that it inflates to more than the limit', () => {
    const zip = soundZip.slice();
    const at = directoryEntry(zip, 0) + 24;
    new DataView(zip.buffer).setUint32(at, 0xffff_fff0, true);
    expect(fault(zip)).toMatchObject({ kind: 'too-large', limit: ZIP_LIMITS.inflatedBytes });
  });

  test('what inflates to more or less than it says', () => {
    for (const [path, size] of [
      ['metadata.json', 10],
      ['metadata.json', 5000],
    ] as const) {
      const zip = zipWith({});
      const at = directoryEntry(zip, [...sound.keys()].indexOf(path)) + 24;
      new DataView(zip.buffer).setUint32(at, size, true);
      expect(fault(zip)).toEqual({ kind: 'damaged-zip' });
    }
  });

  test('a bomb that says it is small', () => {
    const zip = zipWith({ 'weights.bin': new Uint8Array(50 * 2 ** 20) });
    const at = directoryEntry(zip, [...sound.keys()].indexOf('weights.bin')) + 24;
    new DataView(zip.buffer).setUint32(at, sound.get('weights.bin')?.length ?? 0, true);
    expect(fault(zip)).toEqual({ kind: 'damaged-zip' });
  });

  test('huge JSON', () => {
    const zip = zipWith({ 'model.json': new Uint8Array(21 * 2 ** 20) });
    expect(fault(zip)).toMatchObject({ kind: 'too-large', bytes: 21 * 2 ** 20 });
  });

  test('what is none', () => {
    expect(fault(new Uint8Array())).toEqual({ kind: 'not-a-zip' });
    expect(fault(strToU8('<!doctype html>'.repeat(9)))).toEqual({ kind: 'not-a-zip' });
  });

  test('a cut or altered one', () => {
    expect(fault(soundZip.slice(0, -30))).toEqual({ kind: 'damaged-zip' });
    const flipped = soundZip.slice();
    const weights = sound.get('weights.bin') ?? new Uint8Array();
    const at = Buffer.from(flipped.buffer).indexOf(weights.subarray(0, 64));
    flipped[at + 20] = (flipped[at + 20] ?? 0) ^ 1;
    expect(fault(flipped)).toEqual({ kind: 'damaged-zip' });
  });

  test('an encrypted one, and methods other than stored and deflate', () => {
    for (const [field, value] of [
      [8, 1],
      [10, 12],
    ] as const) {
      const zip = soundZip.slice();
      const at = directoryEntry(zip, [...sound.keys()].indexOf('model.json'));
      new DataView(zip.buffer).setUint16(at + field, value, true);
      expect(fault(zip)).toEqual({ kind: 'damaged-zip' });
    }
  });

  test.each(['../metadata.json', 'a/../../b', '/etc/passwd', 'C:/x', 'a\\b', 'nul\0l'])(
    'the path %j',
    (path) => {
      expect(fault(zipWith({ [path]: new Uint8Array(1) }))).toEqual({ kind: 'unsafe-entry', path });
    },
  );

  test('two files of one path', () => {
    const zip = zipWith({ 'model.jsoo': new Uint8Array(1) });
    const at = Buffer.from(zip.buffer).lastIndexOf('model.jsoo');
    zip[at + 9] = 'n'.charCodeAt(0);
    expect(fault(zip)).toEqual({ kind: 'unsafe-entry', path: 'model.json' });
  });

  test('too many files', () => {
    const many = Object.fromEntries(
      Array.from({ length: 2001 }, (_, i) => [`${i}`, new Uint8Array()]),
    );
    const count = 2001 + sound.size;
    expect(fault(zipWith(many))).toEqual({ kind: 'too-many-entries', count, limit: 2000 });
  });
});
