import type { DiscriminantSpace } from '../head/discriminant.ts';
import { discriminantSpace, SHRINKAGE } from '../head/linear-discriminant.ts';
import type { Pace } from '../head/pace.ts';
import { winner } from '../head/predict.ts';
import type { TrainingSet } from '../head/types.ts';
import { dealStrips, STRIPS } from './curve-strips.ts';
import type { Folds } from './folds.ts';

/** What heads answered that had learned from one share of the samples. */
export interface JudgedSize {
  /** Mean number of samples taught with. */
  samples: number;
  /** [judged rows] share of the heads that named each row rightly. */
  right: Float64Array;
}

/** An eighth, a quarter, half, all of the rows outside of the fold; in strips. */
const SIZES = [1, 2, 4, STRIPS];

/**
 * Where there are at least as many rows as features, a fit costs as much for an eighth of the rows as
 * for all of them, and five folds would take more than twice as long as two. So folds judge until
 * there are this many pictures, which is judge enough, and no more than `FOLDS_OF_MANY` do.
 */
const ENOUGH = 1000;
const FOLDS_OF_MANY = 2;

/** How the rows are cut into the parts that fits take, and which parts each head takes. */
interface Plan {
  /** Folds 0 … judging − 1 judge. The others only ever teach, and count as one. */
  judging: number;
  strips: number;
  /** [rows] fold · strips + strip. */
  parts: Int32Array;
  /** For each size, the sets of strips that are taught. */
  draws: number[][][];
}

/**
 * Fits heads on growing shares of the rows outside of each fold and judges them on the fold. Where
 * fits are cheap, each share is drawn as often as it fits into the whole (eight eighths, four
 * quarters, …), so that the luck of one draw averages out.
 * @param onStep fraction of this work that is done, growing to 1
 * @returns the rows judged, the same for all sizes, and the sizes that could be taught in every fold
 */
export async function judgeSizes(
  set: TrainingSet,
  folds: Folds,
  pace: Pace,
  onStep: (fraction: number) => void,
): Promise<{ rows: Int32Array; sizes: JudgedSize[] }> {
  const { classes, embeddings, labels } = set;
  const plan = planOf(set, folds);
  const space = await discriminantSpace(
    {
      classes,
      features: embeddings.cols,
      matrices: [embeddings],
      labels,
      units: set.groups,
      parts: plan.parts,
    },
    SHRINKAGE,
    pace,
  );
  // The shared products take about as long as all fits together.
  let fraction = 0.5;
  onStep(fraction);
  const step = () => {
    fraction += 0.5 / (plan.draws.length * plan.judging);
    onStep(Math.min(1, fraction));
  };
  const rows = Int32Array.from(labels.keys()).filter((row) => folds.ofRow[row] < plan.judging);
  const sizes: JudgedSize[] = [];
  for (const draws of plan.draws) {
    const judged = await judgeSize(set, rows, plan, space, draws, step);
    if (judged) sizes.push(judged);
  }
  return { rows, sizes };
}

function planOf({ classes, embeddings, labels, groups }: TrainingSet, folds: Folds): Plan {
  const eighths = dealStrips(labels, groups, classes, folds);
  const many = embeddings.rows >= embeddings.cols;
  const needed = Math.ceil((ENOUGH * folds.count) / embeddings.rows);
  const judging = many ? Math.min(FOLDS_OF_MANY, needed) : folds.count;
  const partsWith = (strips: number, stripOf: (eighth: number) => number) =>
    eighths.map((eighth, row) => Math.min(judging, folds.ofRow[row]) * strips + stripOf(eighth));
  if (many) {
    // Each part has sums of features × features, so there are no more of them than sizes.
    const strips = SIZES.length;
    return {
      judging,
      strips,
      parts: partsWith(strips, (eighth) => SIZES.findIndex((size) => eighth < size)),
      draws: SIZES.map((_size, at) => [range(0, at + 1)]),
    };
  }
  return {
    judging,
    strips: STRIPS,
    parts: partsWith(STRIPS, (eighth) => eighth),
    draws: SIZES.map((size) =>
      range(0, STRIPS / size).map((draw) => range(draw * size, (draw + 1) * size)),
    ),
  };
}

/** null where a fold has no draw that holds every class. */
async function judgeSize(
  { classes, labels }: TrainingSet,
  rows: Int32Array,
  { judging, strips, parts }: Plan,
  space: DiscriminantSpace,
  draws: readonly number[][],
  step: () => void,
): Promise<JudgedSize | null> {
  const rowsOf = countRows(parts, labels, classes);
  const foldOf = (row: number) => Math.floor(parts[row] / strips);
  const right = new Float64Array(rows.length);
  const foldsAtAll = new Set(parts.map((part) => Math.floor(part / strips)));
  let [heads, taught] = [0, 0];
  for (let fold = 0; fold < judging; fold++) {
    const others = [...foldsAtAll].filter((other) => other !== fold);
    const at = Array.from(rows.keys()).filter((index) => foldOf(rows[index]) === fold);
    const heldOut = Int32Array.from(at, (index) => rows[index]);
    const able = draws
      .map((draw) => others.flatMap((other) => draw.map((strip) => other * strips + strip)))
      // The last parts may have no row, and the space does not know of them then.
      .map((all) => all.filter((part) => part < rowsOf.length))
      .map((chosen) => ({ chosen, counts: addUp(chosen, rowsOf, classes) }))
      .filter(({ counts }) => counts.every((count) => count > 0));
    if (able.length === 0) return null;
    for (const { chosen, counts } of able) {
      const rule = await space.fit(chosen);
      const logits = await rule.logits(heldOut);
      heldOut.forEach((row, index) => {
        if (winner(logits, index * classes, classes) === labels[row]) right[at[index]]++;
      });
      taught += counts.reduce((sum, count) => sum + count, 0);
      heads++;
    }
    // Counted first: six sixths do not add up to one.
    for (const index of at) right[index] /= able.length;
    step();
  }
  return { samples: taught / heads, right };
}

/** [part][class] rows. */
function countRows(parts: Int32Array, labels: Int32Array, classes: number): number[][] {
  const counts: number[][] = [];
  parts.forEach((part, row) => {
    while (counts.length <= part) counts.push(new Array<number>(classes).fill(0));
    counts[part][labels[row]]++;
  });
  return counts;
}

/** [classes] rows of the given parts. */
function addUp(parts: readonly number[], rowsOf: number[][], classes: number): number[] {
  return range(0, classes).map((c) => parts.reduce((sum, part) => sum + rowsOf[part][c], 0));
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, at) => from + at);
}
