import { expect, it } from 'vitest';
import { assemble } from '../../../build/kernels.mjs';
import { seededRandom } from '../random.ts';
import { PANEL_ROWS, type Panel, plainKernel, productsWith, simdKernel } from './panel-products.ts';
import { PANELS_WASM } from './panels-wasm.ts';

function panel(rows: number, length: number, seed: number): Panel {
  const random = seededRandom(seed);
  const values = Float32Array.from({ length: 5 + rows * length }, () => random() - 0.5);
  return { values, start: 5, rowStep: length, step: 1, rows };
}

function product(a: Panel, r: number, b: Panel, s: number, length: number): number {
  let sum = 0;
  for (let p = 0; p < length; p++) {
    sum +=
      a.values[a.start + r * a.rowStep + p * a.step] *
      b.values[b.start + s * b.rowStep + p * b.step];
  }
  return sum;
}

function expectProducts(found: Float64Array, a: Panel, b: Panel, length: number) {
  for (let r = 0; r < a.rows; r++) {
    for (let s = 0; s < b.rows; s++) {
      expect(found[r * PANEL_ROWS + s]).toBeCloseTo(product(a, r, b, s, length), 10);
    }
  }
}

it.each([
  [1, 1, 1],
  [64, 64, 20],
  [6, 13, 37],
  // Longer than a panel in memory.
  [5, 3, 3000],
])('multiplies %i rows by %i rows of %i numbers', (lefts, rights, length) => {
  const left = panel(lefts, length, 1);
  const productsOf = productsWith(left, length);
  for (const seed of [2, 3]) {
    const right = panel(rights, length, seed);
    expectProducts(productsOf(right), left, right, length);
  }
});

it('reads columns as rows', () => {
  const values = Float64Array.from({ length: 12 }, (_, at) => at);
  const columns = { values, start: 0, rowStep: 1, step: 3, rows: 3 };
  expectProducts(productsWith(columns, 4)(columns), columns, columns, 4);
});

it('holds its own when another multiplies in between', () => {
  const left = panel(8, 40, 1);
  const right = panel(8, 40, 2);
  const productsOf = productsWith(left, 40);
  productsOf(right);
  productsWith(panel(8, 40, 3), 40)(right);
  expectProducts(productsOf(right), left, right, 40);
});

it('gives the same to the last bit without SIMD', () => {
  const random = seededRandom(4);
  const kernels = [simdKernel(), plainKernel()];
  const numbers = Array.from({ length: 2 * 8 * 10 }, () => random() - 0.5);
  const [simd, plain] = kernels.map((kernel) => {
    if (kernel === null) throw new Error('This machine has no SIMD.');
    const memory = new Float64Array(kernel.memory.buffer);
    memory.set(numbers);
    kernel.multiply(0, 8 * 10 * 8, 2 * 8 * 10 * 8, 2, 2, 10);
    return [...memory.subarray(160, 160 + 8 * PANEL_ROWS)];
  });
  expect(simd).toEqual(plain);
});

it('is what panels.wat says', async () => {
  const bytes = await assemble('panels.wat');
  expect(Buffer.from(bytes).toString('base64')).toBe(PANELS_WASM);
});
