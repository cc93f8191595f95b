import { meanSimilarity, type Prototypes, prototypesOf } from '../head/known-pictures.ts';
import type { Pace } from '../head/pace.ts';
import { seededRandom, shuffle } from '../head/random.ts';
import type { Matrix } from '../head/types.ts';
import { choosePrototypes } from './choose-prototypes.ts';
import { ROWS_AT_ONCE, rowCosines } from './row-cosines.ts';
import type { JudgedKnown } from './types.ts';

/** Share of the user's own pictures that may be taken for none of the classes. */
const REFUSED = 0.05;
/** Pictures judged at most: they place the 5 % within a point and a half, and 10,000 would take many seconds. */
const MOST_JUDGED = 1000;

/** The user's own pictures, in one order for all arrays. */
export interface OwnPictures {
  classes: number;
  /** [n, features] */
  embeddings: Matrix;
  /** [n] */
  labels: Int32Array;
  /** [n] pictures of one group (a burst, near-duplicates) are never judged by each other. */
  groups: Int32Array;
  /** [n] the fold that each was left out with; those of one fold are not judged by each other. null where there are none. */
  folds: Int32Array | null;
}

/**
 * The prototypes, and the threshold that accepts 95 % of the user's own pictures when each is
 * compared with pictures of other folds and groups only.
 *
 * A picture whose class has none in another group says nothing of how much its class varies, and
 * is not judged. Where that holds for all of them (one burst for each class) they are compared with
 * the other classes' pictures: a threshold that is too low rather than too high.
 * @returns null where there is nothing to compare with: a single group
 */
export async function judgeKnown(pictures: OwnPictures, pace: Pace): Promise<JudgedKnown | null> {
  const { embeddings, labels } = pictures;
  const { rows, counts } = choosePrototypes(pictures);
  const chosen = new Float32Array(rows.length * embeddings.cols);
  rows.forEach((row, at) => {
    chosen.set(rowOf(embeddings, row), at * embeddings.cols);
  });
  const prototypes = prototypesOf(chosen, embeddings.cols, counts);

  const apart = strangers(pictures, rows);
  const judged = Array.from(labels.keys());
  if (judged.length > MOST_JUDGED) shuffle(judged, seededRandom(judged.length));
  const some = judged.slice(0, MOST_JUDGED);
  const withOwnClass = some.filter((row) =>
    rows.some((prototype, at) => labels[prototype] === labels[row] && apart(row, at)),
  );
  const own = await similarities(
    pictures,
    prototypes,
    withOwnClass.length > 0 ? withOwnClass : some,
    apart,
    pace,
  );
  if (own.length === 0) return null;
  const usual = thresholdFor(own, REFUSED);
  return { known: { prototypes, least: own[0], usual, threshold: usual }, own };
}

/** Whether a picture may be compared with a prototype: another fold and another group. */
function strangers({ groups, folds }: OwnPictures, prototypes: readonly number[]) {
  return (row: number, at: number) =>
    groups[row] !== groups[prototypes[at]] && (!folds || folds[row] !== folds[prototypes[at]]);
}

async function similarities(
  { embeddings }: OwnPictures,
  prototypes: Prototypes,
  rows: readonly number[],
  apart: (row: number, at: number) => boolean,
  pace: Pace,
): Promise<Float32Array<ArrayBuffer>> {
  const found: number[] = [];
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const some = rows.slice(start, start + ROWS_AT_ONCE);
    for (const [at, cosines] of rowCosines(prototypes, embeddings, some).entries()) {
      const similarity = meanSimilarity(prototypes.counts, cosines, (other) =>
        apart(some[at], other),
      );
      if (similarity !== null) found.push(similarity);
    }
    if (pace.due()) await pace.rest();
  }
  return Float32Array.from(found).sort();
}

function rowOf({ cols, values }: Matrix, row: number): Float32Array<ArrayBuffer> {
  return values.subarray(row * cols, (row + 1) * cols);
}

/** Share of the user's own pictures that a threshold refuses, 0 to 1; `own` ascending, not empty. */
export function shareRefused(own: Float32Array, threshold: number): number {
  let low = 0;
  let high = own.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (own[middle] < threshold) low = middle + 1;
    else high = middle;
  }
  return low / own.length;
}

/** The highest threshold that refuses no more than this share of the user's own pictures. */
export function thresholdFor(own: Float32Array, share: number): number {
  return own[Math.min(own.length - 1, Math.floor(share * own.length))];
}
