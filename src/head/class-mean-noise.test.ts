import { expect, it } from 'vitest';
import { factoriseSmall, solve, solveLower } from './cholesky.ts';
import { meanNoiseCorrection } from './class-mean-noise.ts';
import { normal, seededRandom } from './random.ts';
import { squareMatrix } from './square-matrix.ts';

const features = 3;
const scale = 0.25;
const ridge = 0.5;

type Rows = readonly (readonly number[])[];

function mean(rows: Rows): number[] {
  return rows[0].map((_, p) => rows.reduce((sum, row) => sum + row[p] / rows.length, 0));
}

/** Factor of scale · (scatter around the class means) + ridge · I. */
function factorOf(classes: readonly Rows[]) {
  const matrix = squareMatrix(features);
  for (const rows of classes) {
    const centre = mean(rows);
    for (const row of rows) {
      for (let p = 0; p < features; p++) {
        for (let q = 0; q < features; q++) {
          matrix.values[p * matrix.size + q] += scale * (row[p] - centre[p]) * (row[q] - centre[q]);
        }
      }
    }
  }
  for (let p = 0; p < features; p++) matrix.values[p * matrix.size + p] += ridge;
  factoriseSmall(matrix);
  return matrix;
}

it('equals leaving out each burst and fitting again', async () => {
  const random = seededRandom(11);
  const rows = Array.from({ length: 9 }, () => [normal(random), normal(random), normal(random)]);
  const labels = Int32Array.of(0, 0, 0, 0, 0, 0, 1, 1, 1);
  const units = Int32Array.of(0, 0, 0, 1, 1, 2, 3, 4, 5);
  const rowsOf = (label: number, without: number) =>
    rows.filter((_, i) => labels[i] === label && units[i] !== without);

  // For each unit: its mean's squared distance to the mean of its class without it, under the
  // covariance without it, over the variance of that difference, 1 + Σ (share of the class)².
  let sum = 0;
  for (let unit = 0; unit < 6; unit++) {
    const members = rows.filter((_, i) => units[i] === unit);
    const own = labels[units.indexOf(unit)];
    const rest = rowsOf(own, unit);
    const difference = Float64Array.from(mean(members), (x, p) => x - mean(rest)[p]);
    const weighted = difference.slice();
    solve(factorOf([rowsOf(0, unit), rowsOf(1, unit)]), weighted);
    const distance = difference.reduce((total, x, p) => total + x * weighted[p], 0);
    const sizes = new Map<number, number>();
    labels.forEach((label, i) => {
      if (label === own && units[i] !== unit) sizes.set(units[i], (sizes.get(units[i]) ?? 0) + 1);
    });
    const noise = [...sizes.values()].reduce((total, size) => total + (size / rest.length) ** 2, 0);
    sum += distance / (1 + noise);
  }
  const trace = sum / 6;

  const factor = factorOf([rowsOf(0, -1), rowsOf(1, -1)]);
  const means = [mean(rowsOf(0, -1)), mean(rowsOf(1, -1))];
  const columnsOf = async (members: readonly number[]) => {
    const columns = members.map((member) => {
      const column = Float64Array.from(rows[member], (x, p) => x - means[labels[member]][p]);
      solveLower(factor, column);
      return [...column];
    });
    return Float64Array.from(columns.flat());
  };
  const correction = await meanNoiseCorrection(
    2,
    Int32Array.from(rows.keys()),
    labels,
    units,
    scale,
    { diagonal: 1, factor: -scale, columnsOf },
  );
  expect(correction[0]).toBeCloseTo((trace * (9 + 4 + 1)) / 36 / 2, 10);
  expect(correction[1]).toBeCloseTo((trace * 3) / 9 / 2, 10);
});

it('adds nothing where the classes are equally well known', async () => {
  const correction = await meanNoiseCorrection(
    2,
    Int32Array.of(0, 1, 2, 3),
    Int32Array.of(0, 0, 1, 1),
    Int32Array.of(0, 1, 2, 3),
    scale,
    { diagonal: 1, factor: 1, columnsOf: () => Promise.reject(new Error('not needed')) },
  );
  expect([...correction]).toEqual([0, 0]);
});
