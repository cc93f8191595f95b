/** A symmetric or lower triangular matrix in float64, row-major without gaps. */
export interface SquareMatrix {
  size: number;
  values: Float64Array<ArrayBuffer>;
}

/** A matrix of zeros. */
export function squareMatrix(size: number): SquareMatrix {
  return { size, values: new Float64Array(size * size) };
}
