/**
 * A class mean of few pictures is a noisy one, and noise makes every vector longer. In
 * −½ mᵀΣ⁻¹m that length counts against the class: with 5 pictures against 50, pictures of the
 * small class would mostly be given to the large one. The excess has expectation
 * tr(Σₛ⁻¹Σ) · v, where v is the variance of the mean in units of Σ (one over the number of
 * independent pictures), and is given back to the class as ½ · tr(Σₛ⁻¹Σ) · v. With equal classes
 * the terms are equal and change nothing. (Bias of plug-in discriminants: Moran and Murphy 1979;
 * in high dimension: Huang, Tong and Zhao 2010.)
 *
 * The trace is the mean squared Mahalanobis distance of a picture to its class, and must be
 * measured on pictures left out; leaving one out is a low-rank change of a factor at hand.
 */
import { factoriseSmall, solve } from './cholesky.ts';
import { type SquareMatrix, squareMatrix } from './square-matrix.ts';

const MOST_UNITS = 48;
const MOST_ROWS = 192;

/** Rows of one class that are not independent of each other: a burst, a picture with its mirror image. */
interface Unit {
  label: number;
  /** Positions among the training rows. */
  members: number[];
}

/** How a fit gives I − scale · R Σₛ⁻¹ Rᵀ for some of its class-centred rows R: diagonal · I + factor · Zᵀ Z. */
export interface RemainderForm {
  diagonal: number;
  factor: number;
  /** The columns of Z for rows at these positions, one after the other. */
  columnsOf(members: readonly number[]): Promise<Float64Array>;
}

/**
 * What to add to each class's bias. `rows` are the training rows' indices into `labels` and `units`.
 */
export async function meanNoiseCorrection(
  classes: number,
  rows: Int32Array,
  labels: Int32Array,
  units: Int32Array,
  scale: number,
  form: RemainderForm,
): Promise<Float64Array> {
  const all = collectUnits(classes, rows, labels, units);
  const counts = new Float64Array(classes);
  const squares = new Float64Array(classes);
  for (const { label, members } of all) {
    counts[label] += members.length;
    squares[label] += members.length ** 2;
  }
  const variance = squares.map((square, label) => square / counts[label] ** 2);
  const correction = new Float64Array(classes);
  if (Math.max(...variance) - Math.min(...variance) < 1e-9) return correction;

  const measured = evenlySpaced(all.filter((unit) => variance[unit.label] < 1));
  if (measured.length === 0) return correction;
  const columns = await form.columnsOf(measured.flatMap(({ members }) => members));
  let sum = 0;
  let at = 0;
  const length = columns.length / measured.reduce((rows, { members }) => rows + members.length, 0);
  for (const { label, members } of measured) {
    const own = columns.subarray(at, at + members.length * length);
    at += own.length;
    sum += leftOutDistance(remainder(own, length, form), counts[label], squares[label]);
  }
  const trace = sum / measured.length / scale;
  for (let label = 0; label < classes; label++) correction[label] = (trace * variance[label]) / 2;
  return correction;
}

function collectUnits(
  classes: number,
  rows: Int32Array,
  labels: Int32Array,
  units: Int32Array,
): Unit[] {
  const found = new Map<number, Unit>();
  for (let position = 0; position < rows.length; position++) {
    const row = rows[position];
    const label = labels[row];
    const key = units[row] * classes + label;
    const unit = found.get(key);
    if (unit) unit.members.push(position);
    else found.set(key, { label, members: [position] });
  }
  return [...found.values()];
}

/**
 * Enough units for a steady mean, spread over all of them, within a bound on the work: of a burst of
 * hundreds of frames only the first count.
 */
function evenlySpaced(units: Unit[]): Unit[] {
  const step = Math.max(1, units.length / MOST_UNITS);
  const chosen: Unit[] = [];
  let rows = 0;
  for (let at = step / 2; at < units.length && rows < MOST_ROWS; at += step) {
    const { label, members } = units[Math.floor(at)];
    const some = members.slice(0, MOST_ROWS);
    chosen.push({ label, members: some });
    rows += some.length;
  }
  return chosen;
}

/**
 * Squared distance, times scale, between the mean of a unit and its class mean, both under a fit
 * without the unit, over what the noise of that class mean adds. By Sherman, Morrison and
 * Woodbury: first the unit's own rows leave the scatter, then the shift of the class mean.
 */
function leftOutDistance(remainder: SquareMatrix, count: number, squares: number): number {
  const size = remainder.size;
  const ones = new Float64Array(size).fill(1);
  factoriseSmall(remainder);
  solve(remainder, ones);
  const withoutRows = Math.max(0, ones.reduce((sum, x) => sum + x, 0) / size ** 2 - 1 / size);
  const others = count - size;
  const shift = size ** 2 / others;
  const withoutUnit = withoutRows / Math.max(1e-9, 1 - shift * withoutRows);
  const noise = (squares - size ** 2) / others ** 2;
  return ((count / others) ** 2 * withoutUnit) / (1 + noise);
}

/** diagonal · I + factor · Zᵀ Z of columns of this length, which stand one after the other. */
function remainder(
  columns: Float64Array,
  length: number,
  { diagonal, factor }: Pick<RemainderForm, 'diagonal' | 'factor'>,
): SquareMatrix {
  const matrix = squareMatrix(columns.length / length);
  for (let i = 0; i < matrix.size; i++) {
    for (let j = 0; j <= i; j++) {
      let product = 0;
      for (let p = 0; p < length; p++) product += columns[i * length + p] * columns[j * length + p];
      matrix.values[i * matrix.size + j] = factor * product + (i === j ? diagonal : 0);
    }
  }
  return matrix;
}
