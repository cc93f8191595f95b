/** Sweeps after which the rest is rounding; Jacobi's method needs six to ten. */
const MOST_SWEEPS = 30;

/** Eigenvalues, largest first, and their eigenvectors, each of length 1. */
export interface Eigen {
  values: number[];
  /** [size][size], `vectors[k]` belongs to `values[k]`. */
  vectors: Float64Array[];
}

/**
 * Eigenvalues and eigenvectors of a small symmetric matrix by cyclic Jacobi rotations (Golub and
 * Van Loan, "Matrix Computations", 8.5).
 * @param matrix [size][size]; overwritten
 */
export function symmetricEigen(matrix: Float64Array[]): Eigen {
  const size = matrix.length;
  // Rows are eigenvectors in the end: a rotation then runs along memory.
  const vectors = matrix.map((_, i) => Float64Array.from({ length: size }, (_, j) => +(i === j)));
  const scale = Math.sqrt(matrix.reduce((sum, row, i) => sum + row[i] ** 2, 0));
  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let rotated = false;
    for (let p = 0; p < size - 1; p++) {
      for (let q = p + 1; q < size; q++) {
        const off = matrix[p][q];
        if (Math.abs(off) <= Number.EPSILON * 1e-3 * scale) continue;
        rotated = true;
        const theta = (matrix[q][q] - matrix[p][p]) / (2 * off);
        const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const cosine = 1 / Math.hypot(tangent, 1);
        rotateBoth(matrix, p, q, cosine, cosine * tangent);
        rotateRows(vectors[p], vectors[q], cosine, cosine * tangent);
      }
    }
    if (!rotated) break;
  }
  const order = [...vectors.keys()].sort((a, b) => matrix[b][b] - matrix[a][a]);
  return {
    values: order.map((k) => matrix[k][k]),
    vectors: order.map((k) => vectors[k]),
  };
}

/** Turns rows p and q, then columns p and q. */
function rotateBoth(
  matrix: Float64Array[],
  p: number,
  q: number,
  cosine: number,
  sine: number,
): void {
  rotateRows(matrix[p], matrix[q], cosine, sine);
  for (const row of matrix) {
    const a = row[p];
    const b = row[q];
    row[p] = cosine * a - sine * b;
    row[q] = sine * a + cosine * b;
  }
}

function rotateRows(a: Float64Array, b: Float64Array, cosine: number, sine: number): void {
  for (let i = 0; i < a.length; i++) {
    const x = a[i];
    const y = b[i];
    a[i] = cosine * x - sine * y;
    b[i] = sine * x + cosine * y;
  }
}
