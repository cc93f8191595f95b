import 'fake-indexeddb/auto';
import { clear, createStore, keys, set } from 'idb-keyval';
import { beforeEach, expect, test } from 'vitest';
import {
  changeClassRecord,
  purge,
  readClasses,
  readPicture,
  readSamples,
  readThumbnails,
  removeOrphanPictures,
  writeClasses,
  writeNewSamples,
  writeThumbnail,
} from './disk.ts';
import { newIdentifier } from './identifier.ts';
import type { PictureClass, Sample } from './types.ts';

const pictures = createStore('show-and-tell-pictures', 'bytes');
const records = createStore('show-and-tell-samples', 'records');

const cats: PictureClass = {
  id: 'cats',
  name: 'Cats',
  order: 1,
  enabled: true,
  example: false,
  deletedAt: null,
};

function sample(id = newIdentifier()): Sample {
  return {
    id,
    classId: 'cats',
    burstId: null,
    name: 'cat.jpg',
    type: 'image/jpeg',
    width: 2,
    height: 2,
    addedAt: 5,
    testOnly: false,
    deletedAt: null,
  };
}

const classes = createStore('show-and-tell-classes', 'records');

beforeEach(async () => {
  await Promise.all([classes, records, pictures].map((store) => clear(store)));
});

test('samples come back byte for byte', async () => {
  const saved = sample();
  await writeNewSamples([{ sample: saved, bytes: new Uint8Array([1, 2, 3]) }]);
  expect(await readSamples()).toEqual([saved]);
  expect(await readPicture(saved.id)).toEqual(new Uint8Array([1, 2, 3]));
});

test('a damaged record is left out, the others stand', async () => {
  const saved = sample();
  await writeNewSamples([{ sample: saved, bytes: new Uint8Array(1) }]);
  await set('broken', { id: 'broken', classId: 7 }, records);
  expect(await readSamples()).toEqual([saved]);
});

test('two changes of one class at the same time both last', async () => {
  await writeClasses([cats]);
  await Promise.all([
    changeClassRecord(cats, { name: 'Felines' }),
    changeClassRecord(cats, { order: 7 }),
  ]);
  expect(await readClasses()).toEqual([{ ...cats, name: 'Felines', order: 7 }]);
});

test('purging removes record, picture and thumbnail', async () => {
  const gone = sample();
  await writeClasses([cats]);
  await writeNewSamples([{ sample: gone, bytes: new Uint8Array(1) }]);
  await writeThumbnail(gone.id, new Uint8Array(2));
  await purge([gone], [cats]);
  expect(await readSamples()).toEqual([]);
  expect(await readClasses()).toEqual([]);
  expect(await readPicture(gone.id)).toBeNull();
  expect(await readThumbnails([gone.id])).toEqual([null]);
});

test('a picture whose record never came is removed once it is old, and only it', async () => {
  const hourAgo = Date.now() - 3_600_000;
  const orphan = newIdentifier(hourAgo);
  const young = newIdentifier();
  const damaged = newIdentifier(hourAgo);
  const saved = sample(newIdentifier(hourAgo));
  await writeNewSamples([{ sample: saved, bytes: new Uint8Array(1) }]);
  await set(orphan, new Uint8Array(1), pictures);
  await set(young, new Uint8Array(1), pictures);
  // Its record can no longer be read, but it is there: the picture is still the user's.
  await set(damaged, new Uint8Array(1), pictures);
  await set(damaged, { id: damaged }, records);
  await writeThumbnail(orphan, new Uint8Array(2));
  await writeThumbnail(saved.id, new Uint8Array(2));
  await removeOrphanPictures(60_000);
  expect(await readThumbnails([orphan, saved.id])).toEqual([null, new Uint8Array(2)]);
  expect((await keys(pictures)).sort()).toEqual([young, damaged, saved.id].sort());
});

test('reads more samples than one portion holds, each once', async () => {
  const many = Array.from({ length: 2_345 }, () => sample());
  await writeNewSamples(many.map((one) => ({ sample: one, bytes: new Uint8Array([1]) })));
  const read = (await readSamples()).map(({ id }) => id);
  expect(read.length).toBe(many.length);
  expect(new Set(read)).toEqual(new Set(many.map(({ id }) => id)));
});
