import { type CentredWeights, classCounts } from './discriminant.ts';
import { fitDual } from './dual-discriminant.ts';
import { PANEL_ROWS, type Panel, productsWith } from './kernels/panel-products.ts';
import type { Pace } from './pace.ts';
import { type SquareMatrix, squareMatrix } from './square-matrix.ts';

/** Rows for which room is made at once. */
const STEP = 4 * PANEL_ROWS;

/** A row by any name of its own. */
export interface NamedRow {
  name: string;
  /** [features] */
  embedding: Float32Array;
}

/**
 * Rows with the products of each with each, kept up to date while rows come and go: what a
 * discriminant needs as long as there are fewer rows than features. A row more costs its products
 * with the others, a row less nothing.
 */
export class RunningGram {
  private values: Float64Array<ArrayBuffer>;
  private gram: SquareMatrix;
  private readonly places = new Map<string, number>();
  private readonly free: number[] = [];
  private used = 0;

  /** @param centre [features] near the rows' mean: products of raw embeddings would cancel most of their digits later. */
  constructor(private readonly centre: Float64Array<ArrayBuffer>) {
    this.gram = squareMatrix(STEP);
    this.values = new Float64Array(STEP * centre.length);
  }

  /** Takes rows in. An interrupted call leaves nonsense: no `pace` that can be cancelled. */
  async add(rows: readonly NamedRow[], pace: Pace): Promise<void> {
    for (let start = 0; start < rows.length; start += PANEL_ROWS) {
      this.addSome(rows.slice(start, start + PANEL_ROWS));
      if (pace.due()) await pace.rest();
    }
  }

  remove(names: readonly string[]): void {
    for (const name of names) {
      const place = this.places.get(name);
      if (place === undefined) continue;
      this.places.delete(name);
      this.free.push(place);
    }
  }

  /**
   * Fits the rule on rows that are here.
   * @param names [n] in the order of `labels` and `units`: see `DiscriminantRows`
   */
  async fit(
    { names, labels, units }: { names: readonly string[]; labels: Int32Array; units: Int32Array },
    classes: number,
    share: number,
    pace: Pace,
  ): Promise<CentredWeights> {
    const { gram, values, centre } = this;
    const rows = Int32Array.from(names, (name) => this.placeOf(name));
    const byPlace = (of: Int32Array) => {
      const found = new Int32Array(gram.size);
      rows.forEach((place, at) => {
        found[place] = of[at];
      });
      return found;
    };
    const rule = await fitDual(
      {
        classes,
        labels: byPlace(labels),
        units: byPlace(units),
        centred: { width: centre.length, values, mean: centre },
        gram,
        rows,
        counts: classCounts(labels, classes),
      },
      share,
      pace,
    );
    return rule.weights();
  }

  private placeOf(name: string): number {
    const place = this.places.get(name);
    if (place === undefined) throw new RangeError('row');
    return place;
  }

  /** Up to a panel of rows. */
  private addSome(rows: readonly NamedRow[]): void {
    const { centre } = this;
    const features = centre.length;
    const block = new Float64Array(rows.length * features);
    const places = rows.map(({ name, embedding }, at) => {
      for (let p = 0; p < features; p++) block[at * features + p] = embedding[p] - centre[p];
      const place = this.free.pop() ?? this.nextPlace();
      this.places.set(name, place);
      this.values.set(block.subarray(at * features, (at + 1) * features), place * features);
      return place;
    });
    const { size, values: gram } = this.gram;
    const panel = (values: Float64Array, first: number, rows: number): Panel => ({
      values,
      start: first * features,
      rowStep: features,
      step: 1,
      rows,
    });
    const productsOf = productsWith(panel(block, 0, rows.length), features);
    for (let first = 0; first < this.used; first += PANEL_ROWS) {
      const others = Math.min(PANEL_ROWS, this.used - first);
      const products = productsOf(panel(this.values, first, others));
      places.forEach((place, r) => {
        for (let s = 0; s < others; s++) {
          const product = products[r * PANEL_ROWS + s];
          gram[place * size + first + s] = product;
          gram[(first + s) * size + place] = product;
        }
      });
    }
  }

  private nextPlace(): number {
    if (this.used === this.gram.size) this.grow();
    this.used += 1;
    return this.used - 1;
  }

  private grow(): void {
    const before = this.gram;
    this.gram = squareMatrix(before.size + STEP);
    for (let row = 0; row < before.size; row++) {
      const of = before.values.subarray(row * before.size, (row + 1) * before.size);
      this.gram.values.set(of, row * this.gram.size);
    }
    const values = new Float64Array(this.gram.size * this.centre.length);
    values.set(this.values);
    this.values = values;
  }
}
