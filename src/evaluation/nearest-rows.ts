import type { Pace } from '../head/pace.ts';
import type { Matrix } from '../head/types.ts';

export interface NearestRows {
  /** [rows][count] the row itself first, then others, nearest first. */
  indices: number[][];
  /** [rows][count] Euclidean. */
  distances: number[][];
}

/**
 * The nearest rows of each row, found by comparing all pairs: exact, and for 10,000 rows of a few
 * dozen columns no slower than a search that guesses.
 * @param count neighbours of each row, itself included; at most as many as there are rows
 * @param onStep fraction of this work that is done
 */
export async function nearestRows(
  { rows, cols, values }: Matrix,
  count: number,
  pace: Pace,
  onStep: (fraction: number) => void,
): Promise<NearestRows> {
  const indices: number[][] = [];
  const distances: number[][] = [];
  // Of the row at hand, ascending.
  const nearest = new Int32Array(count);
  const squares = new Float64Array(count);
  for (let row = 0; row < rows; row++) {
    nearest[0] = row;
    squares[0] = 0;
    let found = 1;
    for (let other = 0; other < rows; other++) {
      if (other === row) continue;
      const limit = found < count ? Number.POSITIVE_INFINITY : squares[count - 1];
      let square = 0;
      for (let p = 0, a = row * cols, b = other * cols; p < cols; p++, a++, b++) {
        const difference = values[a] - values[b];
        square += difference * difference;
      }
      if (square >= limit) continue;
      let at = found < count ? found++ : count - 1;
      // The row itself stays first, before its exact copies.
      for (; at > 1 && squares[at - 1] > square; at--) {
        squares[at] = squares[at - 1];
        nearest[at] = nearest[at - 1];
      }
      squares[at] = square;
      nearest[at] = other;
    }
    indices.push(Array.from(nearest));
    distances.push(Array.from(squares, Math.sqrt));
    if (pace.due()) {
      onStep((row + 1) / rows);
      await pace.rest();
    }
  }
  return { indices, distances };
}
