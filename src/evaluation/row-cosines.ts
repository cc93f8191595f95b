import { PANEL_ROWS, productsWith } from '../head/kernels/panel-products.ts';
import type { Prototypes } from '../head/known-pictures.ts';
import type { Matrix } from '../head/types.ts';

/** Rows taken at once; `rowCosines` takes no more. */
export const ROWS_AT_ONCE = PANEL_ROWS;

/**
 * What `cosines` of `head/known-pictures.ts` gives for one row after another, for up to 64 at once,
 * in a twentieth of the time.
 * @param rows of `embeddings`, at most 64
 * @returns [rows, prototypes] in the order given; a row without a direction has zeros
 */
export function rowCosines(
  { features, steps, lengths }: Prototypes,
  { values }: Matrix,
  rows: readonly number[],
): Float64Array[] {
  const block = new Float32Array(rows.length * features);
  const scales = rows.map((row, at) => {
    const embedding = values.subarray(row * features, (row + 1) * features);
    block.set(embedding, at * features);
    const length = Math.sqrt(embedding.reduce((sum, value) => sum + value * value, 0));
    return length === 0 ? 0 : 1 / length;
  });
  const step = { rowStep: features, step: 1 };
  const productsOf = productsWith(
    { values: block, start: 0, ...step, rows: rows.length },
    features,
  );
  const found = rows.map(() => new Float64Array(lengths.length));
  for (let first = 0; first < lengths.length; first += PANEL_ROWS) {
    const some = Math.min(PANEL_ROWS, lengths.length - first);
    const products = productsOf({ values: steps, start: first * features, ...step, rows: some });
    found.forEach((cosines, at) => {
      for (let s = 0; s < some; s++) {
        const length = lengths[first + s];
        if (length > 0) cosines[first + s] = (products[at * PANEL_ROWS + s] * scales[at]) / length;
      }
    });
  }
  return found;
}
