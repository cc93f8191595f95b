import { seededRandom } from '../head/random.ts';
import type { Matrix } from '../head/types.ts';

/** Small stand-ins for rows, between which distances are cheap. */
export interface Sketch {
  columns: number;
  /** [rows, columns] */
  values: Float64Array<ArrayBuffer>;
  /** [rows] 1 / length of each embedding; 0 where that is 0. */
  scales: Float64Array<ArrayBuffer>;
}

/**
 * Sketches of the embeddings scaled to length 1: every feature is added to, or taken off, one of a
 * few columns drawn by chance (count sketch: Charikar, Chen and Farach-Colton 2002). The squared
 * distance of two sketches is that of the rows on average, with a standard deviation of about
 * √(2 / columns) of it; and it costs one look at each number, where a full random projection would
 * cost `columns` looks.
 */
export function sketchRows({ rows, cols, values }: Matrix, columns: number): Sketch {
  const random = seededRandom(cols);
  const column = Int32Array.from({ length: cols }, () => Math.floor(random() * columns));
  const sign = Float64Array.from({ length: cols }, () => (random() < 0.5 ? -1 : 1));
  const scales = new Float64Array(rows);
  const sketched = new Float64Array(rows * columns);
  for (let row = 0, at = 0; row < rows; row++) {
    const from = row * columns;
    let square = 0;
    for (let p = 0; p < cols; p++, at++) {
      const value = values[at];
      square += value * value;
      sketched[from + column[p]] += sign[p] * value;
    }
    scales[row] = square > 0 ? 1 / Math.sqrt(square) : 0;
    for (let c = 0; c < columns; c++) sketched[from + c] *= scales[row];
  }
  return { columns, values: sketched, scales };
}
