import { effectiveCount, wilsonInterval } from './interval.ts';

/** Two runs on the same pictures. */
export interface RunComparison {
  /** Pictures that both, only the first, only the second, and neither named rightly. */
  both: number;
  onlyA: number;
  onlyB: number;
  neither: number;
  /** Accuracy of the second less that of the first, −1 to 1; 0 where there are no pictures. */
  difference: number;
  /** 95 % interval of that difference. */
  interval: { low: number; high: number };
  /** How often chance alone would part two equally good runs so far or further: McNemar's mid-p. */
  p: number;
}

/**
 * Compares two runs on the pictures that both were judged on, out of fold or on a test set.
 * The test is McNemar's with the mid-p value, the interval Newcombe's square-and-add.
 * @param aRight whether the first run named each picture rightly
 * @param bRight the same of the second, same pictures in the same order
 * @param groups rows with the same number (frames of a burst) are no independent evidence: for the
 *   test each group has one vote, for whichever run got more of it right; for the interval the
 *   pictures count as `effectiveCount` says. Left out, every picture stands for itself.
 * @throws RangeError where the lengths differ
 */
export function compareRuns(
  aRight: readonly boolean[],
  bRight: readonly boolean[],
  groups: Int32Array = Int32Array.from(aRight.keys()),
): RunComparison {
  if (bRight.length !== aRight.length || groups.length !== aRight.length) {
    throw new RangeError('Both runs need an answer for every picture.');
  }
  const counts = { both: 0, onlyA: 0, onlyB: 0, neither: 0 };
  const leads = new Map<number, number>();
  aRight.forEach((a, row) => {
    const b = bRight[row] === true;
    counts[a ? (b ? 'both' : 'onlyA') : b ? 'onlyB' : 'neither']++;
    leads.set(groups[row], (leads.get(groups[row]) ?? 0) + Number(b) - Number(a));
  });
  const { both, onlyA, onlyB, neither } = counts;
  const votes = [...leads.values()];
  return {
    ...counts,
    difference: aRight.length === 0 ? 0 : (onlyB - onlyA) / aRight.length,
    interval: pairedInterval(
      [both, onlyA, onlyB, neither],
      aRight.length === 0 ? 0 : effectiveCount(groups),
    ),
    p: mcnemarMidP(
      votes.filter((lead) => lead < 0).length,
      votes.filter((lead) => lead > 0).length,
    ),
  };
}

/**
 * Two-sided mid-p value of McNemar's test: the exact binomial one less half the probability of what
 * was seen. Fagerland, Lydersen and Laake, "The McNemar test for binary matched-pairs data", BMC
 * Medical Research Methodology 13:91 (2013): the exact test is needlessly cautious, this one is not.
 */
function mcnemarMidP(onlyA: number, onlyB: number): number {
  const trials = onlyA + onlyB;
  if (trials === 0) return 1;
  const fewer = Math.min(onlyA, onlyB);
  // Logarithms: 2 to the power of minus some thousand is zero.
  let logOf = -trials * Math.LN2;
  let below = 0;
  for (let k = 0; k < fewer; k++) {
    below += Math.exp(logOf);
    logOf += Math.log((trials - k) / (k + 1));
  }
  const seen = Math.exp(logOf);
  return onlyA === onlyB ? 1 - seen / 2 : 2 * below + seen;
}

/**
 * 95 % interval of the difference of two paired proportions, second less first: Wilson's intervals
 * of both, added by squares, less what their correlation φ takes away (Newcombe, Statistics in
 * Medicine 17:2635, 1998, method 10, with his continuity correction of φ).
 * @param table counts: both, only the first, only the second, neither
 * @param count how many independent pairs they are worth
 */
function pairedInterval(
  table: readonly [number, number, number, number],
  count: number,
): { low: number; high: number } {
  if (count === 0) return { low: -1, high: 1 };
  const worth = count / table.reduce((sum, pairs) => sum + pairs, 0);
  const [both, onlyA, onlyB, neither] = table.map((pairs) => pairs * worth);
  const a = (both + onlyA) / count;
  const b = (both + onlyB) / count;
  const ofA = wilsonInterval(a, count);
  const ofB = wilsonInterval(b, count);

  const margins = (both + onlyA) * (onlyB + neither) * (both + onlyB) * (onlyA + neither);
  const product = both * neither - onlyA * onlyB;
  const numerator = product > 0 ? Math.max(0, product - count / 2) : product;
  const phi = margins === 0 ? 0 : numerator / Math.sqrt(margins);

  const reach = (x: number, y: number) => Math.sqrt(Math.max(0, x ** 2 - 2 * phi * x * y + y ** 2));
  return {
    low: Math.max(-1, b - a - reach(b - ofB.low, ofA.high - a)),
    high: Math.min(1, b - a + reach(ofB.high - b, a - ofA.low)),
  };
}
