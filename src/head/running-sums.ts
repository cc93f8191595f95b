import type { Pace } from './pace.ts';
import { addProducts, type PartScatter } from './part-scatter.ts';
import { type SquareMatrix, squareMatrix } from './square-matrix.ts';

/** Up to so many rows are added one by one. */
const FEW = 8;

/** A row that comes or goes. */
export interface ChangedRow {
  /** Any name of its class. */
  classId: string;
  /** [features] */
  embedding: Float32Array;
}

/**
 * What a discriminant needs of its rows, kept up to date while rows come and go: a row more or less
 * is one rank-1 change of a features × features sum, and a row taken away is out of it for good, but
 * for rounding in the last digits of float64. Relabelling is taking away and adding.
 */
export class RunningSums {
  /** Lower half of Σ x xᵀ over the rows less the centre, packed. */
  private readonly products: Float64Array<ArrayBuffer>;
  /** For one fit at a time: see `fitSums`. */
  readonly room: SquareMatrix;
  private readonly classes = new Map<string, { count: number; sum: Float64Array }>();

  /** @param centre [features] near the rows' mean: products of raw embeddings would cancel most of their digits later. */
  constructor(readonly centre: Float64Array) {
    this.products = new Float64Array((centre.length * (centre.length + 1)) / 2);
    this.room = squareMatrix(centre.length);
  }

  count(classId: string): number {
    return this.classes.get(classId)?.count ?? 0;
  }

  /** @param sign −1 takes rows away that were added before. An interrupted change leaves nonsense: no `pace` that can be cancelled. */
  async change(rows: readonly ChangedRow[], sign: 1 | -1, pace: Pace): Promise<void> {
    const { centre } = this;
    const features = centre.length;
    const block = new Float64Array(features * rows.length);
    rows.forEach(({ classId, embedding }, at) => {
      const own = this.classes.get(classId) ?? { count: 0, sum: new Float64Array(features) };
      own.count += sign;
      for (let p = 0; p < features; p++) {
        const value = embedding[p] - centre[p];
        own.sum[p] += sign * value;
        block[p * rows.length + at] = value;
      }
      // What is left of an empty class's sum is rounding.
      if (own.count === 0) this.classes.delete(classId);
      else this.classes.set(classId, own);
    });
    if (rows.length > FEW) await addProducts(this.products, block, features, pace, sign);
    else for (let at = 0; at < rows.length; at++) this.addRow(block, at, rows.length, sign);
  }

  /** One rank-1 change: quicker by itself than as a panel. */
  private addRow(block: Float64Array, at: number, width: number, sign: 1 | -1): void {
    const { products } = this;
    const row = Float64Array.from(this.centre, (_, p) => block[p * width + at]);
    let to = 0;
    for (let p = 0; p < row.length; p++) {
      const value = sign * row[p];
      for (let q = 0; q <= p; q++) products[to++] += value * row[q];
    }
  }

  /** The sums as a fit takes them; rows of other classes must have been taken away. */
  scatter(classIds: readonly string[]): PartScatter {
    const features = this.centre.length;
    const sums = new Float64Array(classIds.length * features);
    classIds.forEach((id, c) => {
      const own = this.classes.get(id);
      if (own) sums.set(own.sum, c * features);
    });
    return { products: this.products, sums };
  }
}
