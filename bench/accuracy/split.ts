import { shuffle } from '../../src/head/random.ts';

/** Rows of one class. */
export interface Split {
  taught: number[];
  /** None of them shows what a taught one shows. */
  unseen: number[];
}

/**
 * Rows of one class by what they show: pictures of one recording or figure are named alike up to the
 * last dash ("horse01-8.jpg"). Where all names of the class are alike so far ("cat-012.jpg"), or one
 * has no dash, the names say nothing, and every picture stands alone.
 */
export function figures(names: readonly string[], firstRow: number): number[][] {
  const stems = names.map((name) => name.slice(0, Math.max(0, name.lastIndexOf('-'))));
  const telling = new Set(stems).size > 1 && stems.every((stem) => stem !== '');
  const byStem = new Map<string, number[]>();
  names.forEach((name, at) => {
    const stem = telling ? (stems[at] ?? name) : name;
    byStem.set(stem, [...(byStem.get(stem) ?? []), firstRow + at]);
  });
  return [...byStem.values()];
}

/**
 * Takes `wanted` rows to teach with, figure by figure; what is left of the last figure taken is left
 * out. Fewer where not even one figure would be left that was not taken.
 */
export function drawSplit(
  rowsByFigure: readonly number[][],
  wanted: number,
  random: () => number,
): Split {
  const left = rowsByFigure.map((rows) => [...rows]);
  shuffle(left, random);
  const taught: number[] = [];
  while (taught.length < wanted && left.length > 1) taught.push(...(left.shift() ?? []));
  return { taught: taught.slice(0, wanted), unseen: left.flat() };
}
