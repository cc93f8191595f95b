import type { Run } from '../../project/run-records.ts';

type Id = Run['id'];

/** The runs ticked to be compared, first ticked first; before any choice the two newest. */
export function tickedRuns(newestFirst: readonly Id[], chosen: readonly Id[] | null): Id[] {
  return chosen === null
    ? newestFirst.slice(0, 2).reverse()
    : chosen.filter((id) => newestFirst.includes(id));
}

/** Ticks a run or takes the tick away; a third takes the place of the one ticked first. */
export function toggled(ticked: readonly Id[], id: Id): Id[] {
  return ticked.includes(id) ? ticked.filter((other) => other !== id) : [...ticked, id].slice(-2);
}
