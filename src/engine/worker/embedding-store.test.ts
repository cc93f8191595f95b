import 'fake-indexeddb/auto';
import { expect, test } from 'vitest';
import { EmbeddingStore, forgetEmbeddings } from './embedding-store.ts';

const rows = (...values: number[]) => Float32Array.from(values);

test('embeddings are on disk for the next worker, in the order asked for', async () => {
  const first = new EmbeddingStore('a'.repeat(64), 2);
  await first.write(['x', 'y'], rows(1, 2, 3, 4), false);
  await first.write(['x'], rows(9, 8), true);

  const next = new EmbeddingStore('a'.repeat(64), 2);
  expect(await next.list()).toEqual({ originals: ['x', 'y'], mirrored: ['x'] });
  expect(await next.gather(['y', 'x'], false)).toEqual({
    rows: 2,
    cols: 2,
    values: rows(3, 4, 1, 2),
  });
  expect(await next.gather(['x', 'y'], true)).toEqual({ missing: 1 });
});

test('another backbone sees none of them', async () => {
  const other = new EmbeddingStore('b'.repeat(64), 2);
  expect(await other.list()).toEqual({ originals: [], mirrored: [] });
  expect(await other.gather(['x'], false)).toEqual({ missing: 1 });
});

test('a vector of another length is not taken for an embedding', async () => {
  const wider = new EmbeddingStore('a'.repeat(64), 3);
  expect(await wider.gather(['x'], false)).toEqual({ missing: 1 });
});

test('what is forgotten is gone from every backbone, and its row is used again', async () => {
  const store = new EmbeddingStore('c'.repeat(64), 2);
  await store.write(['x', 'z'], rows(1, 1, 2, 2), false);
  store.drop(['x']);
  await forgetEmbeddings(['x']);
  expect(await store.gather(['x'], false)).toEqual({ missing: 1 });
  await store.write(['new'], rows(5, 5), false);
  expect(await store.gather(['new', 'z'], false)).toMatchObject({ values: rows(5, 5, 2, 2) });
  const list = await new EmbeddingStore('a'.repeat(64), 2).list();
  expect(list.originals).toEqual(['y']);
});

test('the block grows beyond its first segment', async () => {
  const store = new EmbeddingStore('d'.repeat(64), 1);
  const ids = Array.from({ length: 1500 }, (_, index) => `s${index}`);
  await store.write(ids, Float32Array.from(ids.keys()), false);
  const all = await store.gather(ids, false);
  expect(all).toMatchObject({ values: Float32Array.from(ids.keys()) });
});
