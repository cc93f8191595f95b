import type { Pace } from '../head/pace.ts';
import { seededRandom } from '../head/random.ts';
import { nearestRows } from './nearest-rows.ts';
import type { PrincipalComponents } from './principal-components.ts';

/** Neighbours that decide about a row's place (umap-learn's default). */
const NEIGHBOURS = 15;
/** Pictures are drawn as tiles: packed as closely as umap-learn's 0.1 allows they hide each other. */
const LEAST_DISTANCE = 0.3;
/** What it starts from is spread over −10 to 10, as umap-learn does it. */
const START_EXTENT = 10;
/** Shares of the work, about as measured with 300 and with 10,000 rows. */
const SEARCH_SHARE = 0.3;

/**
 * Places rows so that neighbours stay together, by UMAP (McInnes, Healy and Melville 2018,
 * arXiv:1802.03426). Starts from the first two components instead of at random: what is far apart
 * then stays so (Kobak and Linderman 2021, Nature Biotechnology 39), and the same rows give the
 * same map. Neighbours are sought here because the library cannot be cancelled while it does.
 * @param components of at least four rows
 * @returns [rows, 2]
 */
export async function neighbourhoodLayout(
  rows: number,
  { projections, shares }: PrincipalComponents,
  pace: Pace,
  onStep: (fraction: number) => void,
): Promise<Float32Array<ArrayBuffer>> {
  const cols = shares.length;
  // Only asked for with the first such map: half of it is a library for curves.
  const { UMAP } = await import('umap-js');
  const nNeighbors = Math.min(NEIGHBOURS, rows - 1);
  const { indices, distances } = await nearestRows(
    { rows, cols, values: projections },
    nNeighbors,
    pace,
    (fraction) => onStep(SEARCH_SHARE * fraction),
  );
  const random = seededRandom(rows);
  const umap = new UMAP({ nNeighbors, minDist: LEAST_DISTANCE, random });
  umap.setPrecomputedKNN(indices, distances);
  // Only further rows would need it, and it is a fifth of a start that cannot be cancelled.
  Object.defineProperty(umap, 'makeSearchGraph', { value: () => null });
  const points = Array.from({ length: rows }, (_, row) =>
    Array.from(projections.subarray(row * cols, (row + 1) * cols)),
  );
  await pace.rest();
  const epochs = umap.initializeFit(points);
  const places = umap.getEmbedding();
  start(places, points);
  for (let epoch = 0; epoch < epochs; epoch++) {
    umap.step();
    if (pace.due()) {
      onStep(SEARCH_SHARE + ((1 - SEARCH_SHARE) * (epoch + 1)) / epochs);
      await pace.rest();
    }
  }
  return Float32Array.from(umap.getEmbedding().flat());
}

/** Moves the places to the first two components. The library goes on from where they are. */
function start(places: number[][], points: readonly number[][]): void {
  const furthest = points.reduce(
    (most, point) => Math.max(most, Math.abs(point[0]), Math.abs(point[1])),
    Number.MIN_VALUE,
  );
  points.forEach((point, row) => {
    // The library's random places, much smaller, keep exact copies apart.
    for (let axis = 0; axis < 2; axis++) {
      places[row][axis] = (START_EXTENT * point[axis]) / furthest + 1e-4 * places[row][axis];
    }
  });
}
