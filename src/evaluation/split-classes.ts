import type { Pace } from '../head/pace.ts';
import { normal, seededRandom } from '../head/random.ts';
import type { Matrix } from '../head/types.ts';
import { principalComponents } from './principal-components.ts';
import { type TwoMeans, twoMeans } from './two-means.ts';

/** Two clusters differ along the first directions; further ones add the noise of few rows in many. */
const DIRECTIONS = 3;

/** Rows that a part must have, at least. */
const SMALLEST_PART = 3;

/** Single clouds drawn for the comparison. */
const DRAWS = 60;

/**
 * What a parting must show: a cluster index this many standard deviations below those of single
 * clouds, and parts this far apart (`TwoMeans.separation`). With these, 30 draws each of 15 to 80
 * real photos, MobileNetV2 0.35 · the starter: cats, dogs, horses or humans alone were flagged in
 * 0 · 0 of 720; cats with horses in 180 · 165 of 180, dogs with humans in 178 · 83 of 180, every
 * time with parts at least 90 % pure.
 */
const SURPRISE = 2;
const APART = 4.5;

export interface SplitClass {
  class: number;
  /** Rows of the two parts, ascending, at least three each; the larger one first. */
  parts: [number[], number[]];
  /** Distance of the parts in standard deviations: Ashman's D, see `two-means.ts`. */
  separation: number;
}

/**
 * Classes that are really two clusters. Each class is parted by 2-means in its first principal
 * directions, and the parting compared with those of single normal clouds of the same variances
 * (SigClust: Liu, Hayes, Nobel and Marron 2008). Near-duplicates count once: thirty frames of one
 * burst are no kind of their own.
 * @param embeddings [rows, features]
 * @param labels [rows]
 * @param near groups of near-duplicates (`nearDuplicates`); rows beyond those of `embeddings` count for nothing
 * @returns the classes found, in their order
 */
export async function splitClasses(
  embeddings: Matrix,
  labels: Int32Array,
  classes: number,
  near: readonly number[][],
  pace: Pace,
): Promise<SplitClass[]> {
  const found: SplitClass[] = [];
  for (let c = 0; c < classes; c++) {
    const units = unitsOf(c, labels, near);
    if (units.length < 2 * SMALLEST_PART) continue;
    const parting = await partingOf(meanDirections(embeddings, units), pace);
    if (!parting) continue;
    const part = (wanted: number) =>
      units
        .filter((_, at) => parting.parts[at] === wanted)
        .flat()
        .sort((a, b) => a - b);
    const parts = [part(0), part(1)].sort((a, b) => b.length - a.length);
    found.push({ class: c, parts: [parts[0], parts[1]], separation: parting.separation });
  }
  return found;
}

/** The rows of a class, near-duplicates together. */
function unitsOf(wanted: number, labels: Int32Array, near: readonly number[][]): number[][] {
  const grouped = near
    .map((rows) => rows.filter((row) => labels[row] === wanted))
    .filter((rows) => rows.length > 0);
  const inGroups = new Set(grouped.flat());
  const alone: number[][] = [];
  labels.forEach((label, row) => {
    if (label === wanted && !inGroups.has(row)) alone.push([row]);
  });
  return [...grouped, ...alone];
}

/** The mean row of each unit, scaled to length 1. */
function meanDirections({ cols, values }: Matrix, units: readonly number[][]): Matrix {
  const means = new Float32Array(units.length * cols);
  units.forEach((rows, at) => {
    const mean = means.subarray(at * cols, (at + 1) * cols);
    for (const row of rows) for (let p = 0; p < cols; p++) mean[p] += values[row * cols + p];
    const length = Math.sqrt(mean.reduce((sum, x) => sum + x * x, 0));
    if (length > 0) for (let p = 0; p < cols; p++) mean[p] /= length;
  });
  return { rows: units.length, cols, values: means };
}

/** The parting of the rows, or null where one cloud could well have been parted so. */
async function partingOf(rows: Matrix, pace: Pace): Promise<TwoMeans | null> {
  const { projections } = await principalComponents(rows, DIRECTIONS, pace);
  const parting = twoMeans(projections, DIRECTIONS, SMALLEST_PART);
  // Infinite where all rows of a part are the same: nothing to call two clusters by.
  if (!parting || !(parting.separation >= APART)) return null;
  const spreads = Array.from({ length: DIRECTIONS }, (_, c) => {
    let square = 0;
    for (let at = c; at < projections.length; at += DIRECTIONS) square += projections[at] ** 2;
    return Math.sqrt(square / rows.rows);
  });
  const random = seededRandom(rows.rows);
  const indices: number[] = [];
  for (let draw = 0; draw < DRAWS; draw++) {
    const cloud = drawnCloud(rows.rows, spreads, random);
    indices.push(twoMeans(cloud, DIRECTIONS, 1)?.index ?? 1);
    if (pace.due()) await pace.rest();
  }
  const mean = indices.reduce((sum, index) => sum + index, 0) / DRAWS;
  const variance = indices.reduce((sum, index) => sum + (index - mean) ** 2, 0) / (DRAWS - 1);
  return mean - parting.index >= SURPRISE * Math.sqrt(variance) ? parting : null;
}

/** A normal cloud of the given spreads about the origin, [rows, spreads]. */
function drawnCloud(rows: number, spreads: readonly number[], random: () => number): Float64Array {
  const { length } = spreads;
  const cloud = Float64Array.from({ length: rows * length }, (_, at) => {
    return spreads[at % length] * normal(random);
  });
  for (let c = 0; c < length; c++) {
    let mean = 0;
    for (let at = c; at < cloud.length; at += length) mean += cloud[at] / rows;
    for (let at = c; at < cloud.length; at += length) cloud[at] -= mean;
  }
  return cloud;
}
