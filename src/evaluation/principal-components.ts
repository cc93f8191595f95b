import { meanRow } from '../head/gram.ts';
import type { Pace } from '../head/pace.ts';
import { seededRandom } from '../head/random.ts';
import type { Matrix } from '../head/types.ts';
import { BLOCK, type CentredMatrix, krylovBasis, product } from './krylov-basis.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

export interface PrincipalComponents {
  /** [rows, count], row-major: each row's place along the components. */
  projections: Float32Array<ArrayBuffer>;
  /** [count] of the variance, largest first; 0 for components that there are too few rows for. */
  shares: number[];
}

/**
 * Size of the basis. On embeddings of real photos the first two components then agree with a full
 * decomposition to 1e-6 of their range; of thirty, the first twenty do.
 */
const basisSize = (count: number) => 2 * count + 24;

/** Of the rows' squared length: a variance below it is rounding. */
const NO_VARIANCE = 1e-13;

/**
 * The first principal components of the rows, by a randomised block Krylov method (Halko et al.
 * 2011): the rows are projected onto a basis that holds the first singular vectors, and the small
 * problem that is left is solved exactly. The same rows give the same answer. Of the two signs of
 * a component the one is taken in which its largest loading is positive.
 * @param count at most this many; rows and columns may be fewer
 */
export async function principalComponents(
  embeddings: Matrix,
  count: number,
  pace: Pace,
): Promise<PrincipalComponents> {
  const { rows, cols } = embeddings;
  const projections = new Float32Array(rows * count);
  const shares = new Array<number>(count).fill(0);
  if (rows === 0) return { projections, shares };
  const centred = { matrix: embeddings, mean: meanRow([embeddings], cols) };
  const { variance, squares } = sumsOfSquares(centred);
  if (!(variance > NO_VARIANCE * squares)) return { projections, shares };

  const most = Math.min(rows, cols, basisSize(count));
  const size = Math.ceil(most / BLOCK) * BLOCK;
  const { columns, images } = await krylovBasis(centred, size, seededRandom(rows), pace);
  // Aᵀ Q = V Σ Wᵀ, so its Gram matrix is W Σ² Wᵀ, and A ≈ (Q W) Σ Vᵀ.
  const gram = images.map((image) => Float64Array.from(images, (other) => product(image, other)));
  const { values, vectors } = symmetricEigen(gram);
  for (let k = 0; k < Math.min(count, size); k++) {
    const squared = Math.max(0, values[k]);
    shares[k] = squared / variance;
    const sign = largest(combine(images, vectors[k])) < 0 ? -1 : 1;
    const along = combine(columns, vectors[k]);
    const length = sign * Math.sqrt(squared);
    for (let i = 0; i < rows; i++) projections[i * count + k] = length * along[i];
    if (pace.due()) await pace.rest();
  }
  return { projections, shares };
}

/** Σ of the squares, about the mean and about the origin. */
function sumsOfSquares({ matrix, mean }: CentredMatrix): { variance: number; squares: number } {
  const { rows, cols, values } = matrix;
  let variance = 0;
  let squares = 0;
  for (let i = 0, at = 0; i < rows; i++) {
    for (let p = 0; p < cols; p++, at++) {
      const x = values[at];
      variance += (x - mean[p]) ** 2;
      squares += x * x;
    }
  }
  return { variance, squares };
}

/** Σ weights[j] · vectors[j] */
function combine(vectors: readonly Float64Array[], weights: Float64Array): Float64Array {
  const sum = new Float64Array(vectors[0].length);
  vectors.forEach((vector, j) => {
    const weight = weights[j];
    for (let i = 0; i < sum.length; i++) sum[i] += weight * vector[i];
  });
  return sum;
}

/** The element furthest from zero. */
function largest(vector: Float64Array): number {
  return vector.reduce((found, value) => (Math.abs(value) > Math.abs(found) ? value : found), 0);
}
