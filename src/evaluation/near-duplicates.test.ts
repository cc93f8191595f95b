import { describe, expect, it } from 'vitest';
import { createPace } from '../head/pace.ts';
import { normal, seededRandom } from '../head/random.ts';
import { nearDuplicates } from './near-duplicates.ts';

const FEATURES = 200;
const pace = createPace(new AbortController().signal);

/** Pictures of their own, and what comes of them by a small change. Embeddings are positive. */
function pictures(seed: number) {
  const random = seededRandom(seed);
  const noise = (size: number) => Array.from({ length: FEATURES }, () => size * normal(random));
  return {
    one: () => noise(1),
    /** Moved by a step of this size; pictures of their own are some 1.4 apart. */
    moved: (from: number[], size: number) => noise(size).map((x, p) => x + (from[p] ?? 0)),
  };
}

function found(rows: number[][], labels: number[] = rows.map(() => 0)) {
  const values = Float32Array.from(rows.flat(), (x) => Math.max(0, x));
  const embeddings = { rows: rows.length, cols: FEATURES, values };
  return nearDuplicates(embeddings, Int32Array.from(labels), pace);
}

describe('nearDuplicates', () => {
  it('finds pictures that were changed a little, and nothing else', async () => {
    const { one, moved } = pictures(1);
    const rows = Array.from({ length: 40 }, one);
    rows[7] = moved(rows[3] ?? [], 0.2);
    rows[30] = moved(rows[3] ?? [], 0.2);
    rows[39] = [...(rows[20] ?? [])];
    // A picture of the same kind, but another one.
    rows[12] = moved(rows[11] ?? [], 0.9);
    expect(await found(rows)).toEqual([
      [3, 7, 30],
      [20, 39],
    ]);
  });

  it('finds every burst whole', async () => {
    const { one, moved } = pictures(2);
    const rows = Array.from({ length: 12 }, one).flatMap((scene) =>
      Array.from({ length: 15 }, () => moved(scene, 0.25)),
    );
    const groups = await found(rows);
    expect(groups).toEqual(
      Array.from({ length: 12 }, (_, burst) =>
        Array.from({ length: 15 }, (_, frame) => 15 * burst + frame),
      ),
    );
  });

  it('does not chain a slow pan into one group', async () => {
    const { one, moved } = pictures(3);
    const rows = [one()];
    // Each step is a near-duplicate's; the whole way leads to another picture.
    for (let step = 1; step < 60; step++) rows.push(moved(rows[step - 1] ?? [], 0.15));
    rows.push(...Array.from({ length: 60 }, one));
    const pan = (await found(rows)).filter(([first]) => (first ?? 60) < 60);
    expect(pan.length).toBeGreaterThan(1);
    expect(Math.max(...pan.map((group) => group.length))).toBeLessThan(40);
  });

  it('joins one picture given to two classes, but no two scenes of one background', async () => {
    const { one, moved } = pictures(4);
    const rows = Array.from({ length: 30 }, one);
    rows[25] = moved(rows[5] ?? [], 0.05);
    const table = one();
    const labels = rows.map((_, row) => Math.floor(row / 15));
    for (const label of [0, 1]) {
      // All before the same table; what lies on it differs by class.
      const thing = moved(table, 0.15);
      for (let frame = 0; frame < 5; frame++) {
        rows.push(moved(thing, 0.02));
        labels.push(label);
      }
    }
    expect(await found(rows, labels)).toEqual([
      [5, 25],
      [30, 31, 32, 33, 34],
      [35, 36, 37, 38, 39],
    ]);
  });

  it('copes with no rows, one row, and rows of zeros', async () => {
    expect(await found([])).toEqual([]);
    expect(await found([pictures(5).one()])).toEqual([]);
    const zeros = new Array<number>(FEATURES).fill(0);
    expect(await found([zeros, zeros, pictures(5).one()])).toEqual([]);
  });
});
