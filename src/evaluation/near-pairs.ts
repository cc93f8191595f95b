import { PANEL_ROWS, type Panel, productsWith } from '../head/kernels/panel-products.ts';
import type { Pace } from '../head/pace.ts';
import { seededRandom } from '../head/random.ts';
import type { Matrix } from '../head/types.ts';
import { type Sketch, sketchRows } from './sketch.ts';

/**
 * Of the distance that nine pairs in ten stay below, the part below which two rows show nearly the
 * same. Cosine distances differ from network to network; this part hardly does. Real photos, with
 * MobileNetV2 0.35 · the starter: the part comes to 0.09 to 0.11 · 0.07 to 0.08; no two different
 * photos lie below 0.13 · 0.08; of jittered frames of one photo (4 px, 2 %, 2°, 5 % of brightness,
 * sensor noise) all lie below 0.11 · 0.07, as do shifts of 8 px and JPEG of quality 75.
 */
const NEARLY = 0.14;
const WIDE = 0.9;
const DRAWN_PAIRS = 2000;

/** With 48, the nearest few by sketch are the nearest few; 10,000 rows are compared in seconds. */
const SKETCH_COLUMNS = 48;

/** Rows whose sketches are further apart than this many thresholds are not compared in full. */
const SLACK = 2.5;

/** Rows that a row is compared with in full: more would add links within a group, hardly a group. */
const NEIGHBOURS = 8;

/** Two rows that nearly agree; `a` is the smaller one. */
export interface NearPair {
  a: number;
  b: number;
  /** Cosine distance, 1 − cos. */
  distance: number;
}

export interface NearPairs {
  pairs: NearPair[];
  /** Cosine distance up to which two rows of this set nearly agree. */
  threshold: number;
  /** [rows] 1 / length of each embedding; 0 where that is 0. */
  scales: Float64Array<ArrayBuffer>;
}

/**
 * The pairs of rows that nearly agree; of more than eight for one row, the nearest. All pairs are
 * looked at, but only as sketches: 10,000 rows of 1280 features would take 10¹¹ operations.
 * @param onStep fraction of this work that is done
 */
export async function nearPairs(
  embeddings: Matrix,
  pace: Pace,
  onStep: (fraction: number) => void,
): Promise<NearPairs> {
  const { rows } = embeddings;
  const sketch = sketchRows(embeddings, SKETCH_COLUMNS);
  const threshold = rows < 2 ? 0 : NEARLY * wideDistance(sketch, rows);
  const neighbours = await nearSketches(sketch, rows, 2 * SLACK * threshold, pace, onStep);
  const pairs: NearPair[] = [];
  for (let a = 0; a < rows; a++) {
    for (const b of neighbours[a]) {
      // Where both name each other, once is enough.
      if (b < a && neighbours[b].includes(a)) continue;
      const distance = cosineDistance(embeddings, sketch.scales, a, b);
      if (distance <= threshold) pairs.push({ a: Math.min(a, b), b: Math.max(a, b), distance });
    }
    if (pace.due()) await pace.rest();
  }
  return { pairs, threshold, scales: sketch.scales };
}

/** A large distance between rows of this set, from pairs drawn by chance. */
function wideDistance({ columns, values }: Sketch, rows: number): number {
  const random = seededRandom(rows);
  const distances = new Float64Array(DRAWN_PAIRS);
  for (let drawn = 0; drawn < DRAWN_PAIRS; drawn++) {
    const a = Math.floor(random() * rows);
    const b = (a + 1 + Math.floor(random() * (rows - 1))) % rows;
    let square = 0;
    for (let c = 0, i = a * columns, j = b * columns; c < columns; c++) {
      square += (values[i++] - values[j++]) ** 2;
    }
    distances[drawn] = square / 2;
  }
  return distances.sort()[Math.floor(WIDE * DRAWN_PAIRS)];
}

/** For each row the few nearest others within `limit`, a squared distance of sketches. */
async function nearSketches(
  { columns, values }: Sketch,
  rows: number,
  limit: number,
  pace: Pace,
  onStep: (fraction: number) => void,
): Promise<number[][]> {
  const nearest = Array.from({ length: rows }, (): number[] => []);
  const distances = Array.from({ length: rows }, (): number[] => []);
  const note = (row: number, other: number, square: number) => {
    const others = nearest[row];
    const squares = distances[row];
    if (others.length === NEIGHBOURS && squares[NEIGHBOURS - 1] <= square) return;
    let at = squares.length;
    while (at > 0 && squares[at - 1] > square) at--;
    others.splice(at, 0, other);
    squares.splice(at, 0, square);
    if (others.length > NEIGHBOURS) {
      others.pop();
      squares.pop();
    }
  };
  const lengths = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    for (let c = 0; c < columns; c++) lengths[row] += values[row * columns + c] ** 2;
  }
  const panelAt = (row: number): Panel => ({
    values,
    start: row * columns,
    rowStep: columns,
    step: 1,
    rows: Math.min(PANEL_ROWS, rows - row),
  });
  for (let i = 0; i < rows; i += PANEL_ROWS) {
    const own = panelAt(i);
    const productsOf = productsWith(own, columns);
    for (let j = 0; j <= i; j += PANEL_ROWS) {
      const others = panelAt(j);
      const products = productsOf(others);
      for (let r = 0; r < own.rows; r++) {
        const row = i + r;
        const last = Math.min(others.rows, row - j);
        for (let s = 0; s < last; s++) {
          const square = lengths[row] + lengths[j + s] - 2 * products[r * PANEL_ROWS + s];
          if (square > limit) continue;
          note(row, j + s, square);
          note(j + s, row, square);
        }
      }
      if (pace.due()) {
        onStep((i / rows) ** 2);
        await pace.rest();
      }
    }
  }
  return nearest;
}

function cosineDistance(
  { cols, values }: Matrix,
  scales: Float64Array,
  a: number,
  b: number,
): number {
  let product = 0;
  for (let p = 0, i = a * cols, j = b * cols; p < cols; p++) product += values[i++] * values[j++];
  return 1 - product * scales[a] * scales[b];
}
