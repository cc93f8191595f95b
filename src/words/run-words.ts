import type { RunComparison } from '../evaluation/compare-runs.ts';
import type { HeadOptions } from '../head/types.ts';
import type { StorageFault } from '../project/saving.ts';
import { count } from './format-number.ts';
import type { Words } from './storage-words.ts';

export function runNotKeptWords(fault: StorageFault): Words {
  const why =
    fault === 'full' ? 'The disk is full.' : 'The browser refused to write to its storage.';
  return {
    title: 'This model was not kept as a run',
    text: `${why} The model is saved and in use, but once you train another you cannot go back to it under Runs.`,
  };
}

/** The head and its options. */
export function headWords(options: HeadOptions): string {
  if (options.kind === 'linear') return 'Direct';
  const { units, epochs, batchSize, learningRate } = options;
  return `Hidden layer: ${count(units, 'unit')}, ${count(epochs, 'epoch')}, batch size ${batchSize}, learning rate ${learningRate}`;
}

/** What came of a comparison, in the order of importance. */
export interface ComparisonWords {
  /** Which is better, and by how much; where that may be chance, only how many each got right. */
  result: string;
  /** How much of that to believe. */
  belief: string;
  /** For those who know the terms. */
  method: string;
}

/** `names` are those of the first and the second run. */
export function comparisonWords(
  comparison: RunComparison,
  [a, b]: readonly [string, string],
): ComparisonWords {
  const { both, onlyA, onlyB, neither, difference, interval, p } = comparison;
  const total = both + onlyA + onlyB + neither;
  const [rightA, rightB] = [both + onlyA, both + onlyB];
  const method = `McNemar’s test (mid-p): p ${p < 0.001 ? '< 0.001' : `= ${p.toFixed(p < 0.1 ? 3 : 2)}`}. Images of one recording count together.`;
  if (difference === 0) {
    return {
      result: `No difference: ${a} and ${b} each got ${rightA} of ${count(total, 'image')} right.`,
      belief: `On many more images of this kind ${b} would be ${leadWords(interval)}, 19 times out of 20.`,
      method,
    };
  }
  const [better, low, high] =
    difference > 0 ? [b, interval.low, interval.high] : [a, -interval.high, -interval.low];
  const [more, fewer] = difference > 0 ? [rightB, rightA] : [rightA, rightB];
  const onMore = `on many more images of this kind ${better} would be ${leadWords({ low, high })}, 19 times out of 20.`;
  if (!isReal(comparison)) {
    return {
      result: `No clear difference: of ${count(total, 'image')}, ${better} got ${more} right, the other ${fewer}.`,
      // Of a few images the interval says more than the test allows.
      belief: `This could be chance: ${low < 0 ? onMore : 'the two differ on too few images to tell.'}`,
      method,
    };
  }
  return {
    result: `${better} is better by ${points(Math.abs(difference))} percentage points: it got ${more} of ${count(total, 'image')} right, the other ${fewer}.`,
    belief: `Very likely a real difference: ${onMore}`,
    method,
  };
}

/** Both the test and the interval have to say so: near the limit one alone may. */
export function isReal({ p, interval }: RunComparison): boolean {
  return p < 0.05 && (interval.low > 0 || interval.high < 0);
}

/** "between 1 point behind and 7 points ahead", "between 2 and 7 points ahead" */
function leadWords({ low, high }: { low: number; high: number }): string {
  return low < 0
    ? `between ${pointsWords(-low)} behind and ${pointsWords(high)} ahead`
    : `between ${points(low)} and ${pointsWords(high)} ahead`;
}

function pointsWords(share: number): string {
  return points(share) === '1' ? '1 point' : `${points(share)} points`;
}

/** 0.0312 → "3.1" */
function points(share: number): string {
  return String(Math.round(1000 * share) / 10);
}
