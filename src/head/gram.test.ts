import { describe, expect, it } from 'vitest';
import { centredRows, gramMatrix } from './gram.ts';
import { createPace } from './pace.ts';
import { normal, seededRandom } from './random.ts';

describe('gramMatrix', () => {
  it.each([1, 4, 7])('gives the scalar products of %i rows', async (count) => {
    const random = seededRandom(count);
    const width = 5;
    const values = new Float32Array(count * width).map(() => 100 + normal(random));
    const rows = centredRows([{ rows: count, cols: width, values }], width);
    const gram = await gramMatrix(rows, createPace(new AbortController().signal));

    const row = (i: number) => [...rows.values.subarray(i * width, (i + 1) * width)];
    for (let i = 0; i < count; i++) {
      for (let j = 0; j < count; j++) {
        const product = row(i).reduce((sum, x, p) => sum + x * row(j)[p], 0);
        expect(gram.values[i * gram.size + j]).toBeCloseTo(product, 12);
      }
    }
  });

  it('stops when cancelled', async () => {
    const controller = new AbortController();
    const values = new Float32Array(64 * 8).fill(1);
    const rows = centredRows([{ rows: 64, cols: 8, values }], 8);
    controller.abort();
    await expect(gramMatrix(rows, createPace(controller.signal))).rejects.toThrow();
  });
});

describe('centredRows', () => {
  it('stacks matrices and moves their common mean to the origin', () => {
    const one = { rows: 1, cols: 2, values: Float32Array.of(1, 2) };
    const two = { rows: 2, cols: 2, values: Float32Array.of(3, 4, 5, 9) };
    const { count, mean, values } = centredRows([one, two], 2);
    expect(count).toBe(3);
    expect([...mean]).toEqual([3, 5]);
    expect([...values]).toEqual([-2, -3, 0, -1, 2, 4]);
  });
});
