import type { Pace } from '../head/pace.ts';
import type { Matrix } from '../head/types.ts';
import { joinedSets } from './joined-sets.ts';
import { type NearPair, type NearPairs, nearPairs } from './near-pairs.ts';

/** Two distances that differ by less are the same but for rounding. */
const ROUNDING = 1e-7;

/**
 * Groups of rows that show nearly the same: a picture saved again, shifted, cut or brightened a
 * little, the next frame of a webcam. How near that is says `near-pairs.ts`.
 *
 * Rows are joined nearest first, and two groups only where their rows agree on average (average
 * linkage: Sokal and Michener 1958): single links would chain a slow pan, or a whole class of one
 * scene, into one group.
 *
 * Rows of different classes are joined only where neither has anything nearer: the same picture
 * given to two classes. A background that two classes share must not make them one.
 *
 * @param embeddings [rows, features]
 * @param labels [rows]
 * @param onStep fraction of this work that is done
 * @returns groups of two rows or more, rows ascending, groups in the order of their first rows
 */
export async function nearDuplicates(
  embeddings: Matrix,
  labels: Int32Array,
  pace: Pace,
  onStep: (fraction: number) => void = () => {},
): Promise<number[][]> {
  const near = await nearPairs(embeddings, pace, onStep);
  const closest = new Float64Array(embeddings.rows).fill(Number.POSITIVE_INFINITY);
  for (const { a, b, distance } of near.pairs) {
    closest[a] = Math.min(closest[a], distance);
    closest[b] = Math.min(closest[b], distance);
  }
  const pairs = near.pairs.filter(
    ({ a, b, distance }) =>
      labels[a] === labels[b] || distance <= Math.min(closest[a], closest[b]) + ROUNDING,
  );
  return joinOnAverage(embeddings, { ...near, pairs }, pace);
}

interface Group {
  members: number[];
  /** Of its rows, each scaled to length 1: two sums' product is the sum of all cosines between. */
  sum: Float64Array;
}

/** Joins along the pairs, nearest first, as long as the groups' rows agree on average. */
async function joinOnAverage(
  embeddings: Matrix,
  { pairs, threshold, scales }: NearPairs,
  pace: Pace,
): Promise<number[][]> {
  const { rows, cols } = embeddings;
  const sets = joinedSets(rows);
  const groups = new Map<number, Group>();
  const groupOf = (row: number): Group => {
    const first = sets.first(row);
    const group = groups.get(first) ?? { members: [row], sum: unitRow(embeddings, row, scales) };
    groups.set(first, group);
    return group;
  };
  const nearestFirst = (one: NearPair, other: NearPair) => one.distance - other.distance;
  for (const { a, b } of pairs.toSorted(nearestFirst)) {
    if (sets.first(a) === sets.first(b)) continue;
    const [one, other] = [groupOf(a), groupOf(b)];
    let cosines = 0;
    for (let p = 0; p < cols; p++) cosines += one.sum[p] * other.sum[p];
    if (1 - cosines / (one.members.length * other.members.length) > threshold) continue;
    groups.delete(sets.first(a));
    groups.delete(sets.first(b));
    sets.join(a, b);
    for (let p = 0; p < cols; p++) one.sum[p] += other.sum[p];
    one.members.push(...other.members);
    groups.set(sets.first(a), one);
    if (pace.due()) await pace.rest();
  }
  return [...groups.values()]
    .map(({ members }) => members.toSorted((a, b) => a - b))
    .filter((members) => members.length > 1)
    .sort((one, other) => one[0] - other[0]);
}

function unitRow({ cols, values }: Matrix, row: number, scales: Float64Array): Float64Array {
  const unit = new Float64Array(cols);
  for (let p = 0; p < cols; p++) unit[p] = scales[row] * values[row * cols + p];
  return unit;
}
