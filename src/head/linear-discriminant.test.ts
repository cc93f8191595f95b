import { describe, expect, it } from 'vitest';
import type { DiscriminantRows } from './discriminant.ts';
import { dualSpace } from './dual-discriminant.ts';
import { discriminantSpace, linearHead, SHRINKAGE } from './linear-discriminant.ts';
import { createPace } from './pace.ts';
import { logits, softmax, winner } from './predict.ts';
import { primalSpace } from './primal-discriminant.ts';
import { normal, seededRandom } from './random.ts';
import type { Matrix } from './types.ts';

const pace = createPace(new AbortController().signal);
const bothForms = [
  ['dual', dualSpace],
  ['primal', primalSpace],
] as const;

function matrix(rows: readonly (readonly number[])[]): Matrix {
  return { rows: rows.length, cols: rows[0].length, values: Float32Array.from(rows.flat()) };
}

function space(rows: Matrix, labels: number[], more: Partial<DiscriminantRows> = {}) {
  return {
    classes: Math.max(...labels) + 1,
    features: rows.cols,
    matrices: [rows],
    labels: Int32Array.from(labels),
    units: Int32Array.from(labels.keys()),
    parts: new Int32Array(labels.length),
    ...more,
  };
}

/** Clouds of unit variance around means that stand `apart` from each other. */
function clouds(counts: number[], features: number, apart: number, seed: number) {
  const random = seededRandom(seed);
  const means = seededRandom(1);
  const centres = counts.map(() =>
    Array.from({ length: features }, () => 3 + (apart * normal(means)) / Math.sqrt(2 * features)),
  );
  const labels = counts.flatMap((count, c) => new Array<number>(count).fill(c));
  return { rows: matrix(labels.map((c) => centres[c].map((x) => x + normal(random)))), labels };
}

/** Without the part that all classes share, which no probability depends on. */
function centredLogits(values: Float64Array, classes: number): number[] {
  return Array.from(values, (value, i) => {
    const at = i - (i % classes);
    return value - values.subarray(at, at + classes).reduce((sum, x) => sum + x, 0) / classes;
  });
}

function expectClose(actual: readonly number[], wanted: readonly number[], tolerance: number) {
  const scale = Math.max(...wanted.map(Math.abs));
  actual.forEach((value, i) => {
    expect(Math.abs(value - wanted[i])).toBeLessThan(tolerance * scale);
  });
}

describe.each(bothForms)('the %s form', (_, create) => {
  it('agrees with a calculation by hand', async () => {
    // Σ = [2 1; 1 1], shrunk by one half: [1.75 0.5; 0.5 1.25], determinant 1.9375. So
    // Σₛ⁻¹(m₁ − m₀) = (4, 1.5) / 1.9375, and the boundary goes through (2, 1).
    const rows = [
      [-1, -1],
      [1, 1],
      [3, 2],
      [5, 2],
    ];
    const fitted = await create(space(matrix(rows), [0, 0, 1, 1]), 0.5, pace);
    const rule = await fitted.fit([0]);
    const answers = await rule.logits(Int32Array.of(0, 3));
    expect(answers[1] - answers[0]).toBeCloseTo((4 * -3 + 1.5 * -2) / 1.9375, 10);
    expect(answers[3] - answers[2]).toBeCloseTo((4 * 3 + 1.5 * 1) / 1.9375, 10);
  });

  it('gives for rows left out what a fit from scratch gives', async () => {
    const { rows, labels } = clouds([9, 5, 7], 12, 4, 2);
    const parts = Int32Array.from(labels, (_label, i) => i % 3);
    const shared = await create(space(rows, labels, { parts }), SHRINKAGE, pace);
    const heldOut = Int32Array.from(labels.keys()).filter((i) => parts[i] === 1);
    const answers = await (await shared.fit([0, 2])).logits(heldOut);

    const kept = labels.flatMap((_label, i) => (parts[i] === 1 ? [] : [i]));
    const row = (i: number) => [...rows.values.subarray(i * 12, (i + 1) * 12)];
    const rowsKept = matrix(kept.map(row));
    const labelsKept = kept.map((i) => labels[i]);
    const alone = await create(space(rowsKept, labelsKept), SHRINKAGE, pace);
    const { kernel, bias, mean } = await (await alone.fit([0])).weights();
    const direct = [...heldOut].flatMap((i) =>
      [...bias].map((start, c) =>
        row(i).reduce((sum, x, p) => sum + (x - mean[p]) * kernel[p * 3 + c], start),
      ),
    );
    expectClose(centredLogits(answers, 3), centredLogits(Float64Array.from(direct), 3), 1e-9);
  });

  it('folds mean and temperature into one layer', async () => {
    const { rows, labels } = clouds([6, 6, 6], 40, 4, 3);
    const rule = await (await create(space(rows, labels), SHRINKAGE, pace)).fit([0]);
    const inner = await rule.logits(Int32Array.from(labels.keys()));
    const head = linearHead(await rule.weights(), 7);
    const wanted = Array.from(inner, (value) => value / 7);
    expectClose([...logits(head, rows)], wanted, 1e-5);
  });

  it.each([
    [
      'one sample of each class',
      [
        [1, 2, 3],
        [3, 2, 1],
      ],
      [0, 1],
    ],
    [
      'identical pictures in each class',
      [
        [1, 2, 3],
        [1, 2, 3],
        [3, 2, 1],
        [3, 2, 1],
      ],
      [0, 0, 1, 1],
    ],
    [
      'a class of one',
      [
        [1, 2, 3],
        [1, 2.5, 3],
        [3, 2, 1],
      ],
      [0, 0, 1],
    ],
    [
      'constant features',
      [
        [1, 5, 5],
        [1.5, 5, 5],
        [3, 5, 5],
        [3.5, 5, 5],
      ],
      [0, 0, 1, 1],
    ],
  ])('stays sensible for %s', async (_name, rows, labels) => {
    const rule = await (await create(space(matrix(rows), labels), SHRINKAGE, pace)).fit([0]);
    const head = linearHead(await rule.weights(), 1);
    const answers = logits(head, matrix(rows));
    expect(answers.every(Number.isFinite)).toBe(true);
    labels.forEach((label, i) => {
      expect(winner(answers, i * 2, 2)).toBe(label);
    });
  });

  it.each([0, 0.1, 1e8])('is undecided where all pictures are the same (%d)', async (value) => {
    const same = matrix(new Array<number[]>(6).fill([value, value / 3, value]));
    const labels = [0, 0, 0, 1, 1, 1];
    const rule = await (await create(space(same, labels), SHRINKAGE, pace)).fit([0]);
    const probabilities = softmax(logits(linearHead(await rule.weights(), 1), same), 2);
    for (const probability of probabilities) expect(probability).toBeCloseTo(0.5, 2);
  });
});

it('dual and primal are the same rule, also for uneven classes and bursts', async () => {
  const { rows, labels } = clouds([12, 3, 8], 30, 4, 4);
  const units = Int32Array.from(labels, (label, i) => (label === 0 ? i % 3 : i));
  const parts = Int32Array.from(labels, (_label, i) => i % 4);
  const judged = Int32Array.from(labels.keys());
  const answers = await Promise.all(
    bothForms.map(async ([, create]) => {
      const rule = await (await create(space(rows, labels, { units, parts }), 0.4, pace)).fit([
        0, 2,
      ]);
      return centredLogits(await rule.logits(judged), 3);
    }),
  );
  expectClose(answers[0], answers[1], 1e-6);
});

it('chooses the form by the number of rows', async () => {
  const few = clouds([4, 4], 20, 4, 5);
  const many = clouds([15, 15], 20, 4, 5);
  for (const { rows, labels } of [few, many]) {
    const chosen = await (await discriminantSpace(space(rows, labels), 0.6, pace)).fit([0]);
    const dual = await (await dualSpace(space(rows, labels), 0.6, pace)).fit([0]);
    const all = Int32Array.from(labels.keys());
    expectClose([...(await chosen.logits(all))], [...(await dual.logits(all))], 1e-9);
  }
});

it('does not let a class of 200 drown a class of 5', async () => {
  const { rows, labels } = clouds([5, 200], 300, 8, 6);
  const rule = await (await discriminantSpace(space(rows, labels), SHRINKAGE, pace)).fit([0]);
  const head = linearHead(await rule.weights(), 1);
  const fresh = clouds([300, 300], 300, 8, 7);
  const answers = logits(head, fresh.rows);
  const right = [0, 0];
  fresh.labels.forEach((label, i) => {
    if (winner(answers, i * 2, 2) === label) right[label]++;
  });
  expect(right[0] / 300).toBeGreaterThan(0.85);
  expect(right[1] / 300).toBeGreaterThan(0.85);
});
