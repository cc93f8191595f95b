import type { DiscriminantRows } from './discriminant.ts';
import { meanRow } from './gram.ts';
import { PANEL_ROWS, type Panel, productsWith } from './kernels/panel-products.ts';
import type { Pace } from './pace.ts';

/** Rows taken into one block of products; more would leave the processor's cache. */
const BLOCK = 256;

/** What a part of the rows adds to any fit: sums that are added up, or left out. */
export interface PartScatter {
  /** Lower half of Σ x xᵀ over the part's centred rows, row by row without gaps. */
  products: Float64Array<ArrayBuffer>;
  /** [classes, features] sums of the centred rows of each class. */
  sums: Float64Array<ArrayBuffer>;
}

/** Rows of the stacked matrices, moved by the mean of them all. */
export interface RowReader {
  mean: Float64Array<ArrayBuffer>;
  /** Writes row `index` to out[at], out[at + step], … */
  read(index: number, out: Float64Array, at: number, step: number): void;
}

export function rowReader({ matrices, features }: DiscriminantRows): RowReader {
  const mean = meanRow(matrices, features);
  return {
    mean,
    read(index, out, at, step) {
      let row = index;
      for (const { rows, values } of matrices) {
        if (row < rows) {
          for (let p = 0, from = row * features; p < features; p++) {
            out[at + p * step] = values[from + p] - mean[p];
          }
          return;
        }
        row -= rows;
      }
    },
  };
}

/** The sums of every part, in the order of the parts' numbers. */
export async function scatterParts(
  space: DiscriminantRows,
  reader: RowReader,
  pace: Pace,
): Promise<PartScatter[]> {
  const { features, classes, labels, parts } = space;
  const members: number[][] = [];
  for (let row = 0; row < parts.length; row++) {
    const part = parts[row];
    while (members.length <= part) members.push([]);
    members[part].push(row);
  }
  const scatters: PartScatter[] = [];
  for (const rows of members) {
    const scatter: PartScatter = {
      products: new Float64Array((features * (features + 1)) / 2),
      sums: new Float64Array(classes * features),
    };
    for (let start = 0; start < rows.length; start += BLOCK) {
      await addBlock(scatter, rows.slice(start, start + BLOCK), features, labels, reader, pace);
    }
    scatters.push(scatter);
  }
  return scatters;
}

async function addBlock(
  { products, sums }: PartScatter,
  rows: readonly number[],
  features: number,
  labels: Int32Array,
  reader: RowReader,
  pace: Pace,
): Promise<void> {
  const width = rows.length;
  // Features are the rows here, so that the products of features are products of rows.
  const block = new Float64Array(features * width);
  rows.forEach((row, at) => {
    reader.read(row, block, at, width);
    const sum = labels[row] * features;
    for (let p = 0; p < features; p++) sums[sum + p] += block[p * width + at];
  });
  await addProducts(products, block, features, pace);
}

/**
 * Adds the products of features, summed over a block's rows, to a packed lower half.
 * @param block [features, rows]: each feature's numbers together
 */
export async function addProducts(
  products: Float64Array,
  block: Float64Array,
  features: number,
  pace: Pace,
  sign: 1 | -1 = 1,
): Promise<void> {
  const width = block.length / features;
  const panelAt = (feature: number): Panel => ({
    values: block,
    start: feature * width,
    rowStep: width,
    step: 1,
    rows: Math.min(PANEL_ROWS, features - feature),
  });
  for (let i = 0; i < features; i += PANEL_ROWS) {
    const own = panelAt(i);
    const productsOf = productsWith(own, width);
    for (let j = 0; j <= i; j += PANEL_ROWS) {
      const other = panelAt(j);
      const found = productsOf(other);
      for (let r = 0; r < own.rows; r++) {
        const row = ((i + r) * (i + r + 1)) / 2 + j;
        const last = Math.min(other.rows, i + r - j + 1);
        for (let s = 0; s < last; s++) products[row + s] += sign * found[r * PANEL_ROWS + s];
      }
    }
    if (pace.due()) await pace.rest();
  }
}
