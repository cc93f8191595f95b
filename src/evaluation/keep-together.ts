import type { Pace } from '../head/pace.ts';
import type { TrainingSet } from '../head/types.ts';
import { joinDuplicates } from './duplicates.ts';
import { joinedSets } from './joined-sets.ts';
import { nearDuplicates } from './near-duplicates.ts';

/**
 * The groups that folds must not part: those given (webcam bursts), and whatever shows the same or
 * nearly the same, or a head would be judged on pictures that it has as good as seen.
 *
 * A class in which everything is nearly the same keeps the groups it was given: an empty table
 * always looks like itself, and no further picture of it could ever be an independent one.
 *
 * @param onStep fraction of this work that is done
 * @returns [rows], in place of `set.groups`
 */
export async function keepTogether(
  set: TrainingSet,
  pace: Pace,
  onStep: (fraction: number) => void = () => {},
): Promise<Int32Array<ArrayBuffer>> {
  const { classes, embeddings, labels } = set;
  const given = joinDuplicates(embeddings, set.groups);
  const near = await nearDuplicates(embeddings, labels, pace, onStep);
  const joined = joinGroups(given, near);
  const uniform = Array.from({ length: classes }, (_, c) => {
    const left = new Set(joined.filter((_group, row) => labels[row] === c));
    return left.size < 2;
  });
  if (!uniform.includes(true)) return joined;
  const others = near.map((rows) => rows.filter((row) => !uniform[labels[row]]));
  return joinGroups(given, others);
}

/** Groups that hold a row of one list are joined whole. */
function joinGroups(groups: Int32Array, lists: readonly number[][]): Int32Array<ArrayBuffer> {
  const firstOf = new Map<number, number>();
  groups.forEach((group, row) => {
    if (!firstOf.has(group)) firstOf.set(group, row);
  });
  const sets = joinedSets(groups.length);
  groups.forEach((group, row) => {
    sets.join(firstOf.get(group) ?? row, row);
  });
  for (const [first, ...rest] of lists) for (const row of rest) sets.join(first, row);
  return Int32Array.from(groups, (_, row) => groups[sets.first(row)]);
}
