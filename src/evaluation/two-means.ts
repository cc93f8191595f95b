/** Rounds after which 2-means has long settled. */
const MOST_ROUNDS = 30;

export interface TwoMeans {
  /** [rows] 0 or 1. */
  parts: Uint8Array;
  /** Squares about the two centres over squares about the one centre, 0 to 1: small where there are two clusters. */
  index: number;
  /** Distance of the centres, in standard deviations within the parts along the line through them (Ashman's D; Ashman, Bird and Zepf 1994). */
  separation: number;
}

/**
 * The best parting into two by 2-means (Lloyd 1982), started from the sign along each column.
 * @param places [rows, columns], each column's mean 0
 * @param smallest rows that a part must have
 * @returns null where no start leads to two such parts
 */
export function twoMeans(
  places: ArrayLike<number>,
  columns: number,
  smallest: number,
): TwoMeans | null {
  let best: TwoMeans | null = null;
  for (let column = 0; column < columns; column++) {
    const found = settle(places, columns, column, smallest);
    if (found && (best === null || found.index < best.index)) best = found;
  }
  return best;
}

function settle(
  places: ArrayLike<number>,
  columns: number,
  start: number,
  smallest: number,
): TwoMeans | null {
  const rows = places.length / columns;
  const parts = new Uint8Array(rows);
  for (let row = 0; row < rows; row++) parts[row] = places[row * columns + start] > 0 ? 1 : 0;
  const counts = [0, 0];
  const centres = [new Float64Array(columns), new Float64Array(columns)];
  for (let round = 0; round < MOST_ROUNDS; round++) {
    counts.fill(0);
    for (const centre of centres) centre.fill(0);
    for (let row = 0; row < rows; row++) {
      const centre = centres[parts[row]];
      counts[parts[row]]++;
      for (let c = 0; c < columns; c++) centre[c] += places[row * columns + c];
    }
    if (Math.min(counts[0], counts[1]) < smallest) return null;
    centres.forEach((centre, part) => {
      for (let c = 0; c < columns; c++) centre[c] /= counts[part];
    });
    let moved = false;
    for (let row = 0; row < rows; row++) {
      let nearer = 0;
      for (let c = 0; c < columns; c++) {
        const x = places[row * columns + c];
        nearer += (x - centres[0][c]) ** 2 - (x - centres[1][c]) ** 2;
      }
      const part = nearer > 0 ? 1 : 0;
      moved ||= part !== parts[row];
      parts[row] = part;
    }
    if (!moved) break;
  }
  return measured(places, columns, parts, counts, centres);
}

function measured(
  places: ArrayLike<number>,
  columns: number,
  parts: Uint8Array,
  counts: number[],
  [first, second]: Float64Array[],
): TwoMeans {
  const axis = first.map((x, c) => second[c] - x);
  const apart = Math.hypot(...axis);
  let total = 0;
  let within = 0;
  const along = [0, 0];
  parts.forEach((part, row) => {
    const centre = part === 0 ? first : second;
    let onAxis = 0;
    for (let c = 0; c < columns; c++) {
      const x = places[row * columns + c];
      total += x * x;
      within += (x - centre[c]) ** 2;
      onAxis += ((x - centre[c]) * axis[c]) / apart;
    }
    along[part] += onAxis ** 2;
  });
  const spread = Math.sqrt((along[0] / counts[0] + along[1] / counts[1]) / 2);
  return { parts, index: within / total, separation: apart / spread };
}
