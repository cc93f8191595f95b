import { describe, expect, it } from 'vitest';
import { createPace } from '../head/pace.ts';
import { normal, seededRandom } from '../head/random.ts';
import type { Matrix } from '../head/types.ts';
import { principalComponents } from './principal-components.ts';
import { symmetricEigen } from './symmetric-eigen.ts';

const pace = createPace(new AbortController().signal);

function matrix(rows: number, cols: number, value: (i: number, j: number) => number): Matrix {
  const values = Float32Array.from({ length: rows * cols }, (_, at) =>
    value(Math.floor(at / cols), at % cols),
  );
  return { rows, cols, values };
}

const along = (projections: Float32Array, count: number, component: number) =>
  [...projections].filter((_, at) => at % count === component);

describe('principalComponents', () => {
  it('finds the sides of a rectangle', async () => {
    // 8 long along the second column, 2 along the first, far from the origin.
    const corners = [
      [100, 50],
      [102, 50],
      [100, 58],
      [102, 58],
    ];
    const { projections, shares } = await principalComponents(
      matrix(4, 2, (i, j) => corners[i][j]),
      2,
      pace,
    );
    const expected = [-4, -1, -4, 1, 4, -1, 4, 1];
    projections.forEach((value, at) => {
      expect(value).toBeCloseTo(expected[at], 5);
    });
    expect(shares[0]).toBeCloseTo(64 / 68, 12);
    expect(shares[1]).toBeCloseTo(4 / 68, 12);
  });

  it("agrees with scikit-learn's full decomposition", async () => {
    const table = matrix(8, 5, (i, j) => (i * i * 7 + j * 13 + i * j * j) % 11);
    const { projections, shares } = await principalComponents(table, 3, pace);
    // PCA(svd_solver='full'), each component's largest loading made positive.
    const expected = [
      [-5.650291, 5.820345, 2.093797, -1.453567, 0.559473, 3.138345, 3.415855, -7.923958],
      [-1.892902, -3.467899, 6.028825, 1.316582, -6.453307, -0.147205, 3.476971, 1.138935],
      [0.02435, -1.599515, -4.297732, 5.828725, -2.73166, 5.173724, -0.598872, -1.79902],
    ];
    expected.forEach((column, k) => {
      along(projections, 3, k).forEach((value, i) => {
        expect(value).toBeCloseTo(column[i], 5);
      });
    });
    [0.38889330533646, 0.26949901962703676, 0.2300571894788364].forEach((share, k) => {
      expect(shares[k]).toBeCloseTo(share, 12);
    });
  });

  it('agrees with an exact decomposition where only a part of the space is looked at', async () => {
    const random = seededRandom(3);
    const rows = 120;
    // Widths that fall off slowly, as those of embeddings do.
    const width = Float64Array.from({ length: 300 }, (_, j) => 1 / Math.sqrt(1 + j));
    const table = matrix(rows, 300, (_, j) => 2 + width[j] * normal(random));
    const { projections, shares } = await principalComponents(table, 2, pace);

    const centred = Array.from({ length: rows }, (_, i) =>
      Float64Array.from({ length: 300 }, (_, j) => table.values[i * 300 + j]),
    );
    for (let j = 0; j < 300; j++) {
      const mean = centred.reduce((sum, row) => sum + row[j], 0) / rows;
      for (const row of centred) row[j] -= mean;
    }
    const { values, vectors } = symmetricEigen(
      centred.map((a) =>
        Float64Array.from(centred, (b) => a.reduce((sum, x, j) => sum + x * b[j], 0)),
      ),
    );
    const variance = values.reduce((sum, value) => sum + value, 0);
    for (const k of [0, 1]) {
      const found = along(projections, 2, k);
      const sign = Math.sign(found[0] * vectors[k][0]);
      found.forEach((value, i) => {
        expect(value).toBeCloseTo(sign * Math.sqrt(values[k]) * vectors[k][i], 4);
      });
      expect(shares[k]).toBeCloseTo(values[k] / variance, 7);
    }
  });

  it('gives the same answer twice', async () => {
    const random = seededRandom(4);
    const table = matrix(50, 80, () => random());
    expect(await principalComponents(table, 2, pace)).toEqual(
      await principalComponents(table, 2, pace),
    );
  });

  it('gives zeros for components that there are no rows for', async () => {
    const { projections, shares } = await principalComponents(
      matrix(2, 6, (i, j) => i * (j + 1)),
      3,
      pace,
    );
    expect(shares[0]).toBeCloseTo(1, 12);
    expect(shares.slice(1)).toEqual([0, 0].map(() => expect.closeTo(0, 12)));
    // (1, 2, … 6) is √91 long; the two rows lie half of it to either side.
    expect(projections[0]).toBeCloseTo(-Math.sqrt(91) / 2, 5);
    expect(projections[3]).toBeCloseTo(Math.sqrt(91) / 2, 5);
    expect(projections[1]).toBeCloseTo(0, 6);
  });

  it('gives zeros where all rows are alike, and nothing for no rows', async () => {
    const alike = await principalComponents(
      matrix(5, 7, (_, j) => 0.1 * j),
      2,
      pace,
    );
    expect(alike).toEqual({ projections: new Float32Array(10), shares: [0, 0] });
    const none = await principalComponents(
      matrix(0, 7, () => 0),
      2,
      pace,
    );
    expect(none.projections).toHaveLength(0);
  });

  it('can be cancelled', async () => {
    const controller = new AbortController();
    controller.abort();
    const table = matrix(100, 30, (i, j) => Math.sin(i * j));
    await expect(principalComponents(table, 2, createPace(controller.signal))).rejects.toThrow();
  });
});
