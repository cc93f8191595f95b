import type { Pace } from './pace.ts';
import { addProducts, type PartScatter } from './part-scatter.ts';

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
  private readonly classes = new Map<string, { count: number; sum: Float64Array }>();

  /** @param centre [features] near the rows' mean: products of raw embeddings would cancel most of their digits later. */
  constructor(readonly centre: Float64Array) {
    this.products = new Float64Array((centre.length * (centre.length + 1)) / 2);
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
    if (rows.length > 0) await addProducts(this.products, block, features, pace, sign);
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
