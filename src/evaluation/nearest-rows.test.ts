import { expect, it } from 'vitest';
import { createPace } from '../head/pace.ts';
import { seededRandom } from '../head/random.ts';
import { nearestRows } from './nearest-rows.ts';

const pace = createPace(new AbortController().signal);

it('puts a row first, before its copies, and others by distance', async () => {
  const table = { rows: 5, cols: 1, values: Float32Array.of(0, 10, 10, 3, 4) };
  const { indices, distances } = await nearestRows(table, 3, pace, () => undefined);
  expect(indices).toEqual([
    [0, 3, 4],
    [1, 2, 4],
    [2, 1, 4],
    [3, 4, 0],
    [4, 3, 0],
  ]);
  expect(distances).toEqual([
    [0, 3, 4],
    [0, 0, 6],
    [0, 0, 6],
    [0, 1, 3],
    [0, 1, 4],
  ]);
});

it('agrees with sorting all distances', async () => {
  const random = seededRandom(5);
  const [rows, cols] = [60, 7];
  const values = Float32Array.from({ length: rows * cols }, random);
  const { indices } = await nearestRows({ rows, cols, values }, 15, pace, () => undefined);
  const distance = (a: number, b: number) =>
    Math.hypot(
      ...Array.from({ length: cols }, (_, p) => values[a * cols + p] - values[b * cols + p]),
    );
  for (let row = 0; row < rows; row++) {
    const sorted = [...Array(rows).keys()].sort((a, b) => distance(row, a) - distance(row, b));
    expect(indices[row]).toEqual(sorted.slice(0, 15));
  }
});
