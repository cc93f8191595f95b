import { expect, test } from 'vitest';
import { joinDuplicates } from './duplicates.ts';

const matrix = (...rows: number[][]) => ({
  rows: rows.length,
  cols: rows[0]?.length ?? 0,
  values: Float32Array.from(rows.flat()),
});

test('the same picture uploaded three times is one group', () => {
  const embeddings = matrix([1, 2], [3, 4], [1, 2], [1, 2], [1, 3]);
  expect([...joinDuplicates(embeddings, Int32Array.of(0, 1, 2, 3, 4))]).toEqual([0, 1, 0, 0, 4]);
});

test('a twin in another burst joins the two bursts whole', () => {
  const embeddings = matrix([1], [2], [2], [3], [4]);
  expect([...joinDuplicates(embeddings, Int32Array.of(7, 7, 8, 8, 9))]).toEqual([7, 7, 7, 7, 9]);
});
