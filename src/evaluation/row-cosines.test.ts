import { expect, test } from 'vitest';
import { cosines, prototypesOf } from '../head/known-pictures.ts';
import { seededRandom } from '../head/random.ts';
import { rowCosines } from './row-cosines.ts';

test('is what one row after another gives, whatever the numbers of rows and prototypes', () => {
  const random = seededRandom(1);
  const features = 37;
  const rowsOf = (count: number) => Float32Array.from({ length: count * features }, random);
  for (const count of [1, 4, 70]) {
    const prototypes = prototypesOf(rowsOf(count), features, [count]);
    const values = rowsOf(5);
    values.fill(0, features, 2 * features);
    const matrix = { rows: 5, cols: features, values };
    for (const rows of [[4, 1, 0, 2], [3]]) {
      for (const [at, found] of rowCosines(prototypes, matrix, rows).entries()) {
        const row = rows[at];
        const one = cosines(prototypes, values.subarray(row * features, (row + 1) * features));
        for (const [place, cosine] of one.entries()) expect(found[place]).toBeCloseTo(cosine, 12);
      }
    }
  }
});
