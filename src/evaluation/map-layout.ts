import type { Pace } from '../head/pace.ts';
import type { Matrix } from '../head/types.ts';
import { neighbourhoodLayout } from './neighbourhood-layout.ts';
import { principalComponents } from './principal-components.ts';

/** How embeddings are laid out: along their two widest directions, or so that neighbours stay together. */
export type MapMethod = 'pca' | 'umap';

/** UMAP looks at so many components: the rest is mostly noise, and a search in few is quick. */
const COMPONENTS = 30;
/** With fewer rows a neighbourhood says nothing. */
const FEWEST_FOR_NEIGHBOURS = 4;
/** Of the way to a UMAP map, the share of the components. */
const COMPONENTS_SHARE = 0.1;

/**
 * Lays embeddings out in two dimensions. They are brought to length 1 first, since the angle
 * between embeddings says more about likeness than their length. The same rows give the same map.
 * Rejects as `pace` does when cancelled.
 * @param onStep fraction that is done
 * @returns [rows, 2] x and y, 0 to 1, row-major; both axes on one scale, the shorter one in the middle
 */
export async function mapLayout(
  embeddings: Matrix,
  method: MapMethod,
  pace: Pace,
  onStep: (fraction: number) => void,
): Promise<Float32Array<ArrayBuffer>> {
  const { rows } = embeddings;
  const units = unitRows(embeddings);
  if (method === 'pca' || rows < FEWEST_FOR_NEIGHBOURS) {
    return toUnitSquare((await principalComponents(units, 2, pace)).projections);
  }
  const components = await principalComponents(units, COMPONENTS, pace);
  onStep(COMPONENTS_SHARE);
  const places = await neighbourhoodLayout(rows, components, pace, (fraction) => {
    onStep(COMPONENTS_SHARE + (1 - COMPONENTS_SHARE) * fraction);
  });
  return toUnitSquare(places);
}

/** The rows, each of length 1; a row of zeros stays one. */
function unitRows({ rows, cols, values }: Matrix): Matrix {
  const units = new Float32Array(values.length);
  for (let row = 0; row < rows; row++) {
    const from = row * cols;
    let squares = 0;
    for (let p = from; p < from + cols; p++) squares += values[p] ** 2;
    const scale = squares > 0 ? 1 / Math.sqrt(squares) : 0;
    for (let p = from; p < from + cols; p++) units[p] = values[p] * scale;
  }
  return { rows, cols, values: units };
}

/** Moves and scales points, [n, 2], into the unit square, both axes alike; one point comes to its middle. */
function toUnitSquare(points: Float32Array<ArrayBuffer>): Float32Array<ArrayBuffer> {
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  points.forEach((value, at) => {
    low[at % 2] = Math.min(low[at % 2], value);
    high[at % 2] = Math.max(high[at % 2], value);
  });
  const extent = Math.max(high[0] - low[0], high[1] - low[1]);
  return points.map((value, at) => {
    const centre = (low[at % 2] + high[at % 2]) / 2;
    return extent > 0 ? 0.5 + (value - centre) / extent : 0.5;
  });
}
