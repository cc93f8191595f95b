import { seededRandom, shuffle } from '../head/random.ts';

/** Prototypes of one class at most. docs/head.md has what fewer cost. */
const MOST_OF_CLASS = 60;
/** Of all classes together: with 1280 features three quarters of a megabyte, and a millisecond for each picture. */
const MOST_OF_ALL = 600;

/**
 * Picks the pictures that stand for all: every one where they are few; otherwise as many from each
 * burst as can be, by chance, so that the mean over them stays near the mean over all. The same
 * pictures give the same choice.
 * @returns rows, a class below the other; and how many each class has
 */
export function choosePrototypes({
  classes,
  labels,
  groups,
}: {
  classes: number;
  /** [n] */
  labels: Int32Array;
  /** [n] */
  groups: Int32Array;
}): { rows: number[]; counts: number[] } {
  const most = Math.max(1, Math.min(MOST_OF_CLASS, Math.floor(MOST_OF_ALL / classes)));
  const random = seededRandom(labels.length);
  const ofClass = Array.from({ length: classes }, (): number[] => []);
  labels.forEach((label, row) => {
    ofClass[label].push(row);
  });
  const chosen = ofClass.map((rows) =>
    rows.length <= most ? rows : inTurn(rows, groups, random).slice(0, most),
  );
  return { rows: chosen.flat(), counts: chosen.map(({ length }) => length) };
}

/** First one of each group, then a second one of each that has two, and so on. */
function inTurn(rows: readonly number[], groups: Int32Array, random: () => number): number[] {
  const mixed = [...rows];
  shuffle(mixed, random);
  const seen = new Map<number, number>();
  const turns = mixed.map((row) => {
    const turn = seen.get(groups[row]) ?? 0;
    seen.set(groups[row], turn + 1);
    return { row, turn };
  });
  return turns.sort((a, b) => a.turn - b.turn).map(({ row }) => row);
}
