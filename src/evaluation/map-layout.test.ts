import { describe, expect, it } from 'vitest';
import { createPace } from '../head/pace.ts';
import { normal, seededRandom } from '../head/random.ts';
import type { Matrix } from '../head/types.ts';
import { type MapMethod, mapLayout } from './map-layout.ts';
import { CURVE } from './neighbourhood-layout.ts';

const pace = createPace(new AbortController().signal);
const quiet = () => undefined;
const METHODS: MapMethod[] = ['pca', 'umap'];

/** Rows around as many centres as there are groups, one group after the other. */
function clusters(groups: number, each: number, cols = 40, spread = 0.25): Matrix {
  const random = seededRandom(7);
  const centres = Array.from({ length: groups * cols }, () => normal(random));
  const values = Float32Array.from({ length: groups * each * cols }, (_, at) => {
    const group = Math.floor(at / (each * cols));
    return centres[group * cols + (at % cols)] + spread * normal(random);
  });
  return { rows: groups * each, cols, values };
}

/** Share of the rows whose nearest place is one of their own group. */
function purity(places: Float32Array, each: number): number {
  const rows = places.length / 2;
  let right = 0;
  for (let i = 0; i < rows; i++) {
    let nearest = -1;
    let least = Number.POSITIVE_INFINITY;
    for (let j = 0; j < rows; j++) {
      const distance = Math.hypot(
        places[2 * i] - places[2 * j],
        places[2 * i + 1] - places[2 * j + 1],
      );
      if (j !== i && distance < least) [nearest, least] = [j, distance];
    }
    if (Math.floor(nearest / each) === Math.floor(i / each)) right++;
  }
  return right / rows;
}

describe.each(METHODS)('mapLayout by %s', (method) => {
  it('keeps groups together, fills the unit square and repeats itself', async () => {
    const table = clusters(3, 30);
    const places = await mapLayout(table, method, pace, quiet);
    expect(places).toHaveLength(180);
    expect(purity(places, 30)).toBeGreaterThan(0.97);
    const axis = (k: number) => [...places].filter((_, at) => at % 2 === k);
    const extents = [0, 1].map((k) => Math.max(...axis(k)) - Math.min(...axis(k)));
    expect(Math.min(...places)).toBeGreaterThanOrEqual(-1e-6);
    expect(Math.max(...extents)).toBeCloseTo(1, 5);
    expect(Math.max(...places)).toBeLessThanOrEqual(1 + 1e-6);
    expect(await mapLayout(table, method, pace, quiet)).toEqual(places);
  });

  it.each([1, 2, 3, 4, 5, 16])('places %i rows', async (rows) => {
    const places = await mapLayout(clusters(1, rows), method, pace, quiet);
    expect(places).toHaveLength(2 * rows);
    expect(places.every((value) => value >= -1e-6 && value <= 1 + 1e-6)).toBe(true);
    expect(new Set(places).size).toBeGreaterThan(rows === 1 ? 0 : rows - 1);
  });

  it('places no row, and rows that are all alike', async () => {
    const none = { rows: 0, cols: 3, values: new Float32Array(0) };
    expect(await mapLayout(none, method, pace, quiet)).toHaveLength(0);
    const alike = { rows: 20, cols: 3, values: new Float32Array(60).fill(0.3) };
    const places = await mapLayout(alike, method, pace, quiet);
    expect(places.every((value) => value >= 0 && value <= 1)).toBe(true);
  });

  it('can be cancelled', async () => {
    const controller = new AbortController();
    controller.abort();
    const layout = mapLayout(clusters(2, 40), method, createPace(controller.signal), quiet);
    await expect(layout).rejects.toThrow();
  });
});

it('parts by UMAP what PCA lays on top of each other', async () => {
  // Ten groups in forty dimensions: two directions cannot hold them apart.
  const table = clusters(10, 15, 40, 0.7);
  const [pca, umap] = await Promise.all(
    METHODS.map((method) => mapLayout(table, method, pace, quiet)),
  );
  expect(purity(umap, 15)).toBeGreaterThan(0.97);
  expect(purity(umap, 15)).toBeGreaterThan(purity(pca, 15) + 0.1);
});

it('says how far UMAP is, and stops when cancelled half-way', async () => {
  // A turn after every step, so that no fraction depends on the machine's speed.
  const restless = (stopAt: number) => {
    const controller = new AbortController();
    const fractions: number[] = [];
    const inner = createPace(controller.signal);
    const run = mapLayout(clusters(3, 20), 'umap', { ...inner, due: () => true }, (fraction) => {
      fractions.push(fraction);
      if (fraction >= stopAt) controller.abort();
    });
    return { fractions, run };
  };
  const whole = restless(2);
  await whole.run;
  expect(whole.fractions).toEqual(whole.fractions.toSorted((a, b) => a - b));
  expect(whole.fractions.length).toBeGreaterThan(100);
  expect(whole.fractions.at(-1)).toBeCloseTo(1, 5);

  const half = restless(0.6);
  await expect(half.run).rejects.toThrow();
  expect(half.fractions.at(-1)).toBeLessThan(0.7);
});

it('stands for neighbours by the curve that fits best', () => {
  const distances = Array.from({ length: 300 }, (_, at) => (3 * at) / 299);
  const misfit = (a: number, b: number) =>
    distances.reduce((sum, d) => {
      const wanted = d < 0.3 ? 1 : Math.exp(0.3 - d);
      return sum + (1 / (1 + a * d ** (2 * b)) - wanted) ** 2;
    }, 0);
  const { a, b } = CURVE;
  for (const [da, db] of [
    [1e-3, 0],
    [-1e-3, 0],
    [0, 1e-3],
    [0, -1e-3],
  ]) {
    expect(misfit(a + da, b + db)).toBeGreaterThan(misfit(a, b));
  }
});
