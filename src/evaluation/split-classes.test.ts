import { describe, expect, it } from 'vitest';
import { createPace } from '../head/pace.ts';
import { normal, seededRandom } from '../head/random.ts';
import { nearDuplicates } from './near-duplicates.ts';
import { splitClasses } from './split-classes.ts';

const FEATURES = 60;
const pace = createPace(new AbortController().signal);

/** Rows about centres `apart` from each other, with a few strong directions, as embeddings have them. */
function rowsOf(random: () => number, counts: readonly number[], apart: number): number[][] {
  return counts.flatMap((count, kind) =>
    Array.from({ length: count }, () =>
      Array.from({ length: FEATURES }, (_, p) => {
        const spread = p < 6 ? 1.2 - 0.15 * p : 0.2;
        const centre = p >= 10 && p < 30 ? (kind * apart) / Math.sqrt(20) : 0;
        return 4 + spread * normal(random) + centre;
      }),
    ),
  );
}

async function split(perClass: number[][][]) {
  const rows = perClass.flat();
  const values = Float32Array.from(rows.flat());
  const labels = Int32Array.from(perClass.flatMap((some, c) => some.map(() => c)));
  const embeddings = { rows: rows.length, cols: FEATURES, values };
  const near = await nearDuplicates(embeddings, labels, pace);
  return splitClasses(embeddings, labels, perClass.length, near, pace);
}

describe('splitClasses', () => {
  it('finds the class that is two, and its parts', async () => {
    const random = seededRandom(1);
    const found = await split([
      rowsOf(random, [40], 0),
      rowsOf(random, [12, 28], 9),
      rowsOf(random, [30], 0),
    ]);
    expect(found.map((one) => one.class)).toEqual([1]);
    const first = Array.from({ length: 12 }, (_, row) => 40 + row);
    const second = Array.from({ length: 28 }, (_, row) => 52 + row);
    expect(found[0]?.parts).toEqual([second, first]);
    expect(found[0]?.separation).toBeGreaterThan(4.5);
  });

  it('leaves single classes alone', async () => {
    for (let seed = 1; seed <= 20; seed++) {
      const random = seededRandom(seed);
      expect(await split([6, 15, 40, 100].map((count) => rowsOf(random, [count], 0)))).toEqual([]);
    }
  });

  it('leaves two kinds that run into each other, however many rows make them plain', async () => {
    const random = seededRandom(2);
    // 3.25 standard deviations apart, along the one direction in which the class varies much.
    const rows = Array.from({ length: 300 }, (_, at) =>
      Array.from({ length: FEATURES }, (_feature, p) => {
        if (p > 0) return 4 + 0.3 * normal(random);
        return 4 + (at < 150 ? 1.3 : -1.3) + 0.8 * normal(random);
      }),
    );
    expect(await split([rows])).toEqual([]);
  });

  it('does not take one burst beside single pictures for a kind of its own', async () => {
    const random = seededRandom(3);
    const [first = [], ...rest] = rowsOf(random, [25], 0);
    const burst = Array.from({ length: 25 }, () => first.map((x) => x + 0.02 * normal(random)));
    expect(await split([[...burst, ...rest]])).toEqual([]);
  });

  it('says nothing of classes too small, or of one picture many times', async () => {
    const random = seededRandom(4);
    const [same = []] = rowsOf(random, [1], 0);
    expect(
      await split([rowsOf(random, [2, 3], 9), Array.from({ length: 20 }, () => same)]),
    ).toEqual([]);
  });
});
