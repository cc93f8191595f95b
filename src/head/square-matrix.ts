/**
 * A symmetric or lower triangular matrix in float64, row-major. Rows are padded to a multiple of
 * four so that the tile loops need no special case at the edge.
 */
export interface SquareMatrix {
  size: number;
  /** Elements from one row to the next, a multiple of four; also the number of rows kept. */
  stride: number;
  values: Float64Array<ArrayBuffer>;
}

/** A matrix of zeros. */
export function squareMatrix(size: number): SquareMatrix {
  const stride = paddedToTiles(size);
  return { size, stride, values: new Float64Array(stride * stride) };
}

/** The next multiple of four. */
export function paddedToTiles(count: number): number {
  return (count + 3) & ~3;
}

/**
 * Scalar products of four rows with four rows:
 * out[4r + s] = Σ_p values[first + r·stride + p] · values[second + s·stride + p], 0 ≤ p < length.
 * Sixteen sums at once, because each number loaded then serves four multiplications.
 */
export function tileProducts(
  values: Float64Array,
  first: number,
  second: number,
  stride: number,
  length: number,
  out: Float64Array,
): void {
  let a00 = 0;
  let a01 = 0;
  let a02 = 0;
  let a03 = 0;
  let a10 = 0;
  let a11 = 0;
  let a12 = 0;
  let a13 = 0;
  let a20 = 0;
  let a21 = 0;
  let a22 = 0;
  let a23 = 0;
  let a30 = 0;
  let a31 = 0;
  let a32 = 0;
  let a33 = 0;
  const i1 = first + stride;
  const i2 = i1 + stride;
  const i3 = i2 + stride;
  const j1 = second + stride;
  const j2 = j1 + stride;
  const j3 = j2 + stride;
  for (let p = 0; p < length; p++) {
    const b0 = values[second + p];
    const b1 = values[j1 + p];
    const b2 = values[j2 + p];
    const b3 = values[j3 + p];
    let a = values[first + p];
    a00 += a * b0;
    a01 += a * b1;
    a02 += a * b2;
    a03 += a * b3;
    a = values[i1 + p];
    a10 += a * b0;
    a11 += a * b1;
    a12 += a * b2;
    a13 += a * b3;
    a = values[i2 + p];
    a20 += a * b0;
    a21 += a * b1;
    a22 += a * b2;
    a23 += a * b3;
    a = values[i3 + p];
    a30 += a * b0;
    a31 += a * b1;
    a32 += a * b2;
    a33 += a * b3;
  }
  out[0] = a00;
  out[1] = a01;
  out[2] = a02;
  out[3] = a03;
  out[4] = a10;
  out[5] = a11;
  out[6] = a12;
  out[7] = a13;
  out[8] = a20;
  out[9] = a21;
  out[10] = a22;
  out[11] = a23;
  out[12] = a30;
  out[13] = a31;
  out[14] = a32;
  out[15] = a33;
}
