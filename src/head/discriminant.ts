import type { Matrix } from './types.ts';

/** The rows that discriminants are fitted on and judged on: several matrices, one below the other. */
export interface DiscriminantRows {
  classes: number;
  features: number;
  matrices: readonly Matrix[];
  /** [rows] class of each row. */
  labels: Int32Array;
  /** [rows] rows of one unit (a burst, a picture and its mirror image) are not independent. */
  units: Int32Array;
  /** [rows] part of each row. A fit takes whole parts, and leaves the others out. */
  parts: Int32Array;
}

/** One fitted rule: logits = (embedding − mean) · kernel + bias, before temperature. */
export interface Discriminant {
  /** Logits of rows of the space it was fitted in, [rows, classes], row-major. */
  logits(rows: Int32Array): Promise<Float64Array>;
  weights(): Promise<CentredWeights>;
}

export interface CentredWeights {
  /** [features, classes], row-major. */
  kernel: Float64Array;
  /** [classes] */
  bias: Float64Array;
  /** [features] what is taken off an embedding first. */
  mean: Float64Array;
}

/** Rows with all that the fits share, so that leaving a part out costs little. */
export interface DiscriminantSpace {
  /** Fits on the rows of these parts; each class needs one there. */
  fit(parts: readonly number[]): Promise<Discriminant>;
}

/** Shrunk covariance = scale · (within-class scatter) + ridge · identity. */
export interface Shrinkage {
  scale: number;
  ridge: number;
}

/**
 * Turns the share s, 0 < s < 1, into (1 − s)·Σ + s·(tr Σ / d)·I for Σ = scatter / (rows − classes).
 * With one picture in each class nothing is known of the spread within, and the spread between
 * the class means stands for it, which is of the same order; then the rule is "the nearest class
 * mean". So it is for pictures that are identical within each class, with a millionth of the
 * spread between. Where there is no spread at all but rounding, the size of the embeddings counts.
 */
export function shrinkage(
  share: number,
  totals: { rows: number; classes: number; features: number },
  traces: { within: number; between: number; raw: number },
): Shrinkage {
  const freedom = totals.rows - totals.classes;
  const variance = Math.max(
    freedom > 0 ? traces.within / freedom : traces.between,
    1e-6 * traces.between,
    // Float32 embeddings carry rounding of about 1e-15 of their squared length.
    1e-12 * traces.raw,
    1e-60,
  );
  return { scale: (1 - share) / Math.max(1, freedom), ridge: (share * variance) / totals.features };
}

/** Rows of the given parts, ascending, and how many each class has. Throws where a class has none. */
export function trainingRows(
  space: DiscriminantRows,
  parts: readonly number[],
): { rows: Int32Array; counts: Int32Array } {
  const wanted = new Set(parts);
  const rows: number[] = [];
  const counts = new Int32Array(space.classes);
  for (let i = 0; i < space.parts.length; i++) {
    if (!wanted.has(space.parts[i])) continue;
    rows.push(i);
    counts[space.labels[i]]++;
  }
  if (counts.includes(0)) throw new Error('A class has no row to learn from.');
  return { rows: Int32Array.from(rows), counts };
}
