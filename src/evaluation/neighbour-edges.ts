import type { Pace } from '../head/pace.ts';
import type { NearestRows } from './nearest-rows.ts';

/** Who is a neighbour of whom, and how surely; each pair stands in both directions. */
export interface NeighbourEdges {
  /** [edges] row numbers, ascending. */
  from: Int32Array<ArrayBuffer>;
  /** [edges] row numbers. */
  to: Int32Array<ArrayBuffer>;
  /** [edges] 0 to 1; 0 only where a row is too far for a number to say. */
  weights: Float64Array<ArrayBuffer>;
}

/** Halvings until a row's scale counts as found. */
const HALVINGS = 64;
const CLOSE_ENOUGH = 1e-5;
/** A scale is at least this share of the mean distance, lest rows among copies know nobody else. */
const LEAST_SCALE = 1e-3;

/**
 * The graph that UMAP lays out (McInnes, Healy and Melville 2018, arXiv:1802.03426, section 3.1).
 * Row i knows its neighbour j by exp(−max(0, d(i, j) − ρ) / σ), where ρ is the distance to the nearest
 * that is no copy of it, and σ such that all its neighbours together come to log₂ k. Two rows are
 * neighbours where either knows the other: a + b − a · b.
 */
export async function neighbourEdges(
  { indices, distances }: NearestRows,
  pace: Pace,
): Promise<NeighbourEdges> {
  const rows = indices.length;
  const meanOfAll = mean(distances.map(mean));
  const known: Map<number, number>[] = [];
  for (let row = 0; row < rows; row++) {
    known.push(knownBy(indices[row], distances[row], meanOfAll));
    if (pace.due()) await pace.rest();
  }
  // Whom a row does not know itself, but who knows it.
  const knownOnlyTo: number[][] = Array.from({ length: rows }, () => []);
  for (let row = 0; row < rows; row++) {
    for (const other of known[row].keys()) {
      if (!known[other].has(row)) knownOnlyTo[other].push(row);
    }
  }
  const edges = known.reduce((sum, { size }, row) => sum + size + knownOnlyTo[row].length, 0);
  const from = new Int32Array(edges);
  const to = new Int32Array(edges);
  const weights = new Float64Array(edges);
  let at = 0;
  for (let row = 0; row < rows; row++) {
    for (const other of [...known[row].keys(), ...knownOnlyTo[row]]) {
      const a = known[row].get(other) ?? 0;
      const b = known[other].get(row) ?? 0;
      from[at] = row;
      to[at] = other;
      weights[at] = a + b - a * b;
      at++;
    }
    if (pace.due()) await pace.rest();
  }
  return { from, to, weights };
}

/** How surely a row knows each of its neighbours; the first of them is the row itself. */
function knownBy(
  indices: readonly number[],
  distances: readonly number[],
  meanOfAll: number,
): Map<number, number> {
  const nearest = distances.find((distance) => distance > 0) ?? 0;
  const wanted = Math.log2(indices.length);
  const knows = (distance: number, scale: number) =>
    distance <= nearest ? 1 : Math.exp(-(distance - nearest) / scale);
  const others = distances.slice(1);
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let scale = 1;
  for (let halving = 0; halving < HALVINGS; halving++) {
    const sum = others.reduce((total, distance) => total + knows(distance, scale), 0);
    if (Math.abs(sum - wanted) < CLOSE_ENOUGH) break;
    if (sum > wanted) high = scale;
    else low = scale;
    scale = high === Number.POSITIVE_INFINITY ? 2 * scale : (low + high) / 2;
  }
  scale = Math.max(scale, LEAST_SCALE * (nearest > 0 ? mean(distances) : meanOfAll));
  return new Map(others.map((distance, at) => [indices[at + 1], knows(distance, scale)]));
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);
}
