import type { Pace } from '../head/pace.ts';
import { seededRandom } from '../head/random.ts';
import { nearestRows } from './nearest-rows.ts';
import { type NeighbourEdges, neighbourEdges } from './neighbour-edges.ts';
import type { PrincipalComponents } from './principal-components.ts';

/** Neighbours that decide about a row's place (umap-learn's default). */
const NEIGHBOURS = 15;
/**
 * Two places d apart stand for neighbours by 1 / (1 + a · d²ᵇ): fitted to 1 up to a distance of 0.3
 * and exp(0.3 − d) beyond, on 300 distances from 0 to 3, as umap-learn does it. Pictures are drawn as
 * tiles: packed as closely as umap-learn's own 0.1 allows they hide each other.
 */
export const CURVE = { a: 0.99217, b: 1.11225 };
/** What it starts from is spread over −10 to 10, as umap-learn does it; copies are this far apart. */
const START_EXTENT = 10;
const COPIES_APART = 1e-3;
/** Strangers that a row is pushed away from each time a neighbour pulls it. */
const STRANGERS = 5;
/** No pull or push is stronger. */
const STRONGEST = 4;
/** Shares of the work, about as measured with 300 and with 10,000 rows. */
const SEARCH_SHARE = 0.3;

/**
 * Places rows so that neighbours stay together, by UMAP (McInnes, Healy and Melville 2018,
 * arXiv:1802.03426). Starts from the first two components instead of at random: what is far apart
 * then stays so (Kobak and Linderman 2021, Nature Biotechnology 39), and the same rows give the
 * same map. Written here because `umap-js` holds its thread for half a minute at 10,000 rows.
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
  const nearest = await nearestRows(
    { rows, cols, values: projections },
    Math.min(NEIGHBOURS, rows - 1),
    pace,
    (fraction) => onStep(SEARCH_SHARE * fraction),
  );
  const edges = await neighbourEdges(nearest, pace);
  const random = seededRandom(rows);
  const places = startingPlaces(rows, projections, cols, random);
  const epochs = epochsFor(rows);
  const layout = new Layout(places, edges, epochs, random);
  for (let epoch = 0; epoch < epochs; epoch++) {
    layout.step(epoch);
    if (pace.due()) {
      onStep(SEARCH_SHARE + ((1 - SEARCH_SHARE) * (epoch + 1)) / epochs);
      await pace.rest();
    }
  }
  return Float32Array.from(places);
}

/** The more rows, the more each epoch does (umap-js' steps; umap-learn has but two). */
function epochsFor(rows: number): number {
  if (rows <= 2_500) return 500;
  if (rows <= 5_000) return 400;
  return rows <= 7_500 ? 300 : 200;
}

/** The first two components, to scale. */
function startingPlaces(
  rows: number,
  projections: Float32Array,
  cols: number,
  random: () => number,
): Float64Array<ArrayBuffer> {
  const places = new Float64Array(2 * rows);
  let furthest = Number.MIN_VALUE;
  for (let at = 0; at < places.length; at++) {
    places[at] = projections[(at >> 1) * cols + (at & 1)];
    furthest = Math.max(furthest, Math.abs(places[at]));
  }
  return places.map(
    (place) => (START_EXTENT * place) / furthest + COPIES_APART * (2 * random() - 1),
  );
}

/** Places under way: neighbours pull each other, strangers push. Section 4.2 and appendix D of the paper. */
class Layout {
  private readonly rows: number;
  /** Epochs from one pull of an edge to the next; surer neighbours pull more often. */
  private readonly periods: Float64Array;
  private readonly nextPull: Float64Array;
  private readonly nextPush: Float64Array;

  /** @param places [rows, 2], moved by every step */
  constructor(
    private readonly places: Float64Array,
    private readonly edges: NeighbourEdges,
    private readonly epochs: number,
    private readonly random: () => number,
  ) {
    this.rows = places.length / 2;
    const surest = edges.weights.reduce((most, weight) => Math.max(most, weight), 0);
    this.periods = edges.weights.map((weight) => surest / weight);
    this.nextPull = this.periods.slice();
    this.nextPush = this.periods.map((period) => period / STRANGERS);
  }

  step(epoch: number): void {
    const { from, to } = this.edges;
    const { periods, nextPull, nextPush } = this;
    const rate = 1 - epoch / this.epochs;
    for (let edge = 0; edge < from.length; edge++) {
      if (nextPull[edge] > epoch) continue;
      this.pull(from[edge], to[edge], rate);
      nextPull[edge] += periods[edge];
      const period = periods[edge] / STRANGERS;
      const pushes = Math.floor((epoch - nextPush[edge]) / period);
      for (let push = 0; push < pushes; push++) {
        this.push(from[edge], Math.floor(this.random() * this.rows), rate);
      }
      nextPush[edge] += Math.max(0, pushes) * period;
    }
  }

  /** Both move. */
  private pull(row: number, other: number, rate: number): void {
    const { places } = this;
    const square = this.squareBetween(row, other);
    if (square === 0) return;
    const power = square ** CURVE.b;
    const slope = (-2 * CURVE.a * CURVE.b * (power / square)) / (CURVE.a * power + 1);
    for (let axis = 0; axis < 2; axis++) {
      const move = rate * bounded(slope * (places[2 * row + axis] - places[2 * other + axis]));
      places[2 * row + axis] += move;
      places[2 * other + axis] -= move;
    }
  }

  /** Only the first one moves. */
  private push(row: number, stranger: number, rate: number): void {
    if (row === stranger) return;
    const { places } = this;
    const square = this.squareBetween(row, stranger);
    const slope = (2 * CURVE.b) / ((1e-3 + square) * (CURVE.a * square ** CURVE.b + 1));
    for (let axis = 0; axis < 2; axis++) {
      const apart = places[2 * row + axis] - places[2 * stranger + axis];
      places[2 * row + axis] += rate * (square > 0 ? bounded(slope * apart) : STRONGEST);
    }
  }

  private squareBetween(row: number, other: number): number {
    const x = this.places[2 * row] - this.places[2 * other];
    const y = this.places[2 * row + 1] - this.places[2 * other + 1];
    return x * x + y * y;
  }
}

function bounded(value: number): number {
  return Math.max(-STRONGEST, Math.min(STRONGEST, value));
}
