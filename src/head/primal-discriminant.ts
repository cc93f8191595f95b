import {
  type Discriminant,
  type DiscriminantRows,
  type DiscriminantSpace,
  trainingRows,
} from './discriminant.ts';
import { asKernel, fitSums } from './fit-sums.ts';
import { PANEL_ROWS, type Panel, productsWith } from './kernels/panel-products.ts';
import type { Pace } from './pace.ts';
import { type PartScatter, type RowReader, rowReader, scatterParts } from './part-scatter.ts';
import { type SquareMatrix, squareMatrix } from './square-matrix.ts';

/**
 * The discriminant from sums over the rows: for more rows than features. A fit adds up the parts
 * it takes and solves one features × features system, however many rows there are.
 */
export async function primalSpace(
  rows: DiscriminantRows,
  share: number,
  pace: Pace,
): Promise<DiscriminantSpace> {
  const reader = rowReader(rows);
  const scatters = await scatterParts(rows, reader, pace);
  const room = squareMatrix(rows.features);
  // One after the other: they share the room to work in.
  let last: Promise<unknown> = Promise.resolve();
  return {
    fit(parts) {
      const fit = () => fitPrimal(rows, reader, scatters, share, room, parts, pace);
      const fitted = last.then(fit, fit);
      last = fitted;
      return fitted;
    },
  };
}

async function fitPrimal(
  space: DiscriminantRows,
  reader: RowReader,
  scatters: readonly PartScatter[],
  share: number,
  room: SquareMatrix,
  parts: readonly number[],
  pace: Pace,
): Promise<Discriminant> {
  const { features } = space;
  const { rows, counts } = trainingRows(space, parts);
  const { weights, bias } = await fitSums(
    parts.map((part) => scatters[part]),
    {
      counts,
      labels: rows.map((row) => space.labels[row]),
      units: rows.map((row) => space.units[row]),
      centre: reader.mean,
      async read(places) {
        const found = new Float64Array(places.length * features);
        places.forEach((place, i) => {
          reader.read(rows[place], found, i * features, 1);
        });
        return found;
      },
    },
    share,
    room,
    pace,
  );
  return {
    logits: (judged) => primalLogits(reader, weights, bias, judged, pace),
    weights: async () => ({ kernel: asKernel(weights, features), bias, mean: reader.mean }),
  };
}

async function primalLogits(
  reader: RowReader,
  weights: Float64Array,
  bias: Float64Array,
  judged: Int32Array,
  pace: Pace,
): Promise<Float64Array> {
  const classes = bias.length;
  const features = reader.mean.length;
  const logits = new Float64Array(judged.length * classes);
  const block = new Float64Array(PANEL_ROWS * features);
  const panel = (values: Float64Array, first: number, rows: number): Panel => ({
    values,
    start: first * features,
    rowStep: features,
    step: 1,
    rows,
  });
  for (let first = 0; first < judged.length; first += PANEL_ROWS) {
    const rows = Math.min(PANEL_ROWS, judged.length - first);
    for (let r = 0; r < rows; r++) reader.read(judged[first + r], block, r * features, 1);
    const productsOf = productsWith(panel(block, 0, rows), features);
    for (let c = 0; c < classes; c += PANEL_ROWS) {
      const some = Math.min(PANEL_ROWS, classes - c);
      const products = productsOf(panel(weights, c, some));
      for (let r = 0; r < rows; r++) {
        const at = (first + r) * classes + c;
        for (let s = 0; s < some; s++) logits[at + s] = bias[c + s] + products[r * PANEL_ROWS + s];
      }
    }
    if (pace.due()) await pace.rest();
  }
  return logits;
}
