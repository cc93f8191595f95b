import type { Pace } from '../head/pace.ts';
import { normal } from '../head/random.ts';
import type { Matrix } from '../head/types.ts';

/** Vectors that are multiplied together: each number loaded then serves four multiplications. */
export const BLOCK = 4;

/** A matrix A whose rows have their mean taken off, without a copy of it in memory. */
export interface CentredMatrix {
  matrix: Matrix;
  /** [cols] */
  mean: Float64Array;
}

/** An orthonormal basis Q of a part of A's column space. */
export interface KrylovBasis {
  /** [size][rows]; a column of zeros where A has no more directions. */
  columns: Float64Array[];
  /** Aᵀ Q, [size][cols]. */
  images: Float64Array[];
}

/** Below it, of its length before, a vector lay within the basis already, but for rounding. */
const NEGLIGIBLE = 1e-8;

/**
 * A basis of the block Krylov space A G, (A Aᵀ) A G, (A Aᵀ)² A G … of random vectors G, in which
 * the first left singular vectors of A lie but for little (Halko, Martinsson, Shkolnisky and Tygert
 * 2011, "An algorithm for the principal component analysis of large data sets", SIAM J. Sci.
 * Comput. 33). Each block is made orthogonal to all before it, or rounding would turn it towards
 * the first vectors again.
 * @param size number of columns, a multiple of `BLOCK`
 */
export async function krylovBasis(
  centred: CentredMatrix,
  size: number,
  random: () => number,
  pace: Pace,
): Promise<KrylovBasis> {
  const { cols } = centred.matrix;
  const columns: Float64Array[] = [];
  const images: Float64Array[] = [];
  const randomVectors = (length: number) =>
    Array.from({ length: BLOCK }, () => Float64Array.from({ length }, () => normal(random)));
  let block = await timesRight(centred, randomVectors(cols), pace);
  while (columns.length < size) {
    for (const column of block) {
      if (!orthonormalise(column, columns)) {
        // The space is exhausted from here on; another random vector may still lie outside of it.
        const [other = column] = await timesRight(centred, randomVectors(cols), pace);
        column.set(other);
        if (!orthonormalise(column, columns)) column.fill(0);
      }
      columns.push(column);
      if (pace.due()) await pace.rest();
    }
    const image = await timesLeft(centred, block, pace);
    images.push(...image);
    if (columns.length < size) block = await timesRight(centred, image, pace);
  }
  return { columns, images };
}

/** Makes a vector orthogonal to the others and of length 1; false where nothing but rounding is left. */
function orthonormalise(vector: Float64Array, others: readonly Float64Array[]): boolean {
  const before = Math.sqrt(product(vector, vector));
  // Twice: what rounding leaves the first time is gone after the second (Kahan's rule).
  for (let pass = 0; pass < 2; pass++) {
    for (const other of others) {
      const along = product(vector, other);
      for (let i = 0; i < vector.length; i++) vector[i] -= along * other[i];
    }
  }
  const length = Math.sqrt(product(vector, vector));
  if (!(length > NEGLIGIBLE * before)) return false;
  for (let i = 0; i < vector.length; i++) vector[i] /= length;
  return true;
}

/** Scalar product. */
export function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** A · V for a block of vectors. */
async function timesRight(
  { matrix, mean }: CentredMatrix,
  vectors: readonly Float64Array[],
  pace: Pace,
): Promise<Float64Array[]> {
  const { rows, cols, values } = matrix;
  const [v0, v1, v2, v3] = vectors;
  const results = vectors.map(() => new Float64Array(rows));
  const offsets = vectors.map((vector) => product(mean, vector));
  for (let i = 0; i < rows; i++) {
    let a = -offsets[0];
    let b = -offsets[1];
    let c = -offsets[2];
    let d = -offsets[3];
    for (let p = 0, at = i * cols; p < cols; p++, at++) {
      const x = values[at];
      a += x * v0[p];
      b += x * v1[p];
      c += x * v2[p];
      d += x * v3[p];
    }
    results[0][i] = a;
    results[1][i] = b;
    results[2][i] = c;
    results[3][i] = d;
    if ((i & 63) === 63 && pace.due()) await pace.rest();
  }
  return results;
}

/** Aᵀ · Q for a block of vectors. */
async function timesLeft(
  { matrix, mean }: CentredMatrix,
  vectors: readonly Float64Array[],
  pace: Pace,
): Promise<Float64Array[]> {
  const { rows, cols, values } = matrix;
  const results = vectors.map((vector) => {
    const sum = vector.reduce((total, value) => total + value, 0);
    return mean.map((value) => -sum * value);
  });
  const [t0, t1, t2, t3] = results;
  for (let i = 0; i < rows; i++) {
    const [a, b, c, d] = vectors.map((vector) => vector[i]);
    for (let p = 0, at = i * cols; p < cols; p++, at++) {
      const x = values[at];
      t0[p] += x * a;
      t1[p] += x * b;
      t2[p] += x * c;
      t3[p] += x * d;
    }
    if ((i & 63) === 63 && pace.due()) await pace.rest();
  }
  return results;
}
