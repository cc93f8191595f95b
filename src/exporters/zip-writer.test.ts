import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readZipDirectory } from './zip-directory.ts';
import { readZipEntry } from './zip-entry.ts';
import { ZipWriter } from './zip-writer.ts';

const FILES: [string, Uint8Array<ArrayBuffer>][] = [
  ['images/Hüte & 🎉/1.jpg', Uint8Array.from({ length: 5000 }, (_, index) => (index * 7) % 251)],
  ['empty', new Uint8Array()],
  ['project.json', new Uint8Array(new TextEncoder().encode('{}'))],
];

function written(): Uint8Array {
  const writer = new ZipWriter(new Date('2026-11-23T11:22:34.000Z'));
  const parts = FILES.flatMap(([path, bytes]) => writer.add(path, bytes));
  return new Uint8Array(Buffer.concat([...parts, ...writer.end()]));
}

test('fflate reads the same files back', () => {
  expect(new Map(Object.entries(unzipSync(written())))).toEqual(new Map(FILES));
});

test('our own reader does, in the same order', () => {
  const zip = written();
  const directory = readZipDirectory(zip);
  if (!directory.ok) throw new Error(directory.fault.kind);
  const read = directory.value.map((entry) => [entry.path, readZipEntry(zip, entry)]);
  expect(read).toEqual(FILES);
});

test('the date stands in it as UTC, at the start of each file', () => {
  const view = new DataView(written().buffer);
  expect(view.getUint16(10, true)).toBe((11 << 11) | (22 << 5) | 17);
  expect(view.getUint16(12, true)).toBe((46 << 9) | (11 << 5) | 23);
});
