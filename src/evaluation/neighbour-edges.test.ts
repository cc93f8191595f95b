import { describe, expect, it } from 'vitest';
import { createPace } from '../head/pace.ts';
import { nearestRows } from './nearest-rows.ts';
import { type NeighbourEdges, neighbourEdges } from './neighbour-edges.ts';

const pace = createPace(new AbortController().signal);

/** Of points on a line, each with so many neighbours, itself among them. */
async function edgesOf(points: number[], neighbours: number): Promise<NeighbourEdges> {
  const table = { rows: points.length, cols: 1, values: Float32Array.from(points) };
  return neighbourEdges(await nearestRows(table, neighbours, pace, () => undefined), pace);
}

const weightOf = ({ from, to, weights }: NeighbourEdges, row: number, other: number) =>
  weights.find((_, at) => from[at] === row && to[at] === other);

describe('neighbourEdges', () => {
  it('agrees with a table worked by hand', async () => {
    // Three on a line, 1 and 2 apart, each knowing both others: ρ is 1, 1, 2, and the sum log₂ 3.
    const edges = await edgesOf([0, 1, 3], 3);
    const beyond = Math.log2(3) - 1;
    // Row 0 knows 1 wholly, and 2 by what is left; row 1 knows 0 wholly, and 2 by what is left;
    // row 2 knows 1 wholly, and 0 by what is left.
    expect(weightOf(edges, 0, 1)).toBeCloseTo(1, 4);
    expect(weightOf(edges, 1, 2)).toBeCloseTo(1, 4);
    expect(weightOf(edges, 0, 2)).toBeCloseTo(2 * beyond - beyond ** 2, 4);
  });

  it('has each pair in both directions, alike, and no row beside itself', async () => {
    const points = Array.from({ length: 40 }, (_, at) => (at * 37) % 101);
    const edges = await edgesOf(points, 5);
    expect(edges.from.length).toBeGreaterThan(40 * 4);
    edges.from.forEach((row, at) => {
      const other = edges.to[at];
      expect(other).not.toBe(row);
      expect(edges.weights[at]).toBeGreaterThan(0);
      expect(edges.weights[at]).toBeLessThanOrEqual(1);
      expect(weightOf(edges, other, row)).toBe(edges.weights[at]);
    });
    const pairs = new Set([...edges.from].map((row, at) => `${row} ${edges.to[at]}`));
    expect(pairs.size).toBe(edges.from.length);
  });

  it('takes copies for sure neighbours, and stays finite where all are copies', async () => {
    const some = await edgesOf([0, 0, 1, 2, 4], 3);
    expect(weightOf(some, 0, 1)).toBe(1);
    const all = await edgesOf([3, 3, 3, 3], 3);
    expect([...all.weights].every((weight) => weight === 1)).toBe(true);
  });
});
