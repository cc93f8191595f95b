import { expect, it } from 'vitest';
import { softmax } from '../head/predict.ts';
import { seededRandom } from '../head/random.ts';
import { fitTemperature } from './temperature.ts';

it('finds the factor by which logits are too large', () => {
  const random = seededRandom(1);
  const count = 4000;
  const logits = new Float64Array(3 * count).map(() => 6 * random() - 3);
  const probabilities = softmax(logits, 3);
  const labels = Int32Array.from({ length: count }, (_, row) => {
    let left = random();
    for (let c = 0; c < 2; c++) {
      left -= probabilities[3 * row + c];
      if (left < 0) return c;
    }
    return 2;
  });
  const tooSure = logits.map((logit) => logit * 9);
  const { temperature } = fitTemperature(tooSure, labels, 3, count);
  expect(temperature).toBeGreaterThan(8.4);
  expect(temperature).toBeLessThan(9.6);
});

it('does not become certain where every answer is right, and more so the fewer there are', () => {
  const surest = [4, 40].map((count) => {
    const logits = Float64Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? 50 : -50));
    const labels = new Int32Array(count);
    const { temperature } = fitTemperature(logits, labels, 2, count);
    return softmax(Float64Array.of(50 / temperature, -50 / temperature), 2)[0];
  });
  expect(surest[0]).toBeCloseTo(1 - 1 / 18, 6);
  expect(surest[1]).toBeCloseTo(1 - 1 / 162, 6);
});

it('makes answers that are worse than guessing all but even, and keeps the winners', () => {
  const logits = Float64Array.of(10, -10, 10, -10, 10, -10);
  const { temperature, loss } = fitTemperature(logits, Int32Array.of(1, 1, 0), 2, 3);
  expect(loss).toBeCloseTo(Math.log(2), 1);
  const [first, second] = softmax(Float64Array.of(10 / temperature, -10 / temperature), 2);
  expect(first).toBeGreaterThan(second);
  expect(first).toBeLessThan(0.51);
});

it('does not blow up logits that say nothing', () => {
  const { temperature } = fitTemperature(new Float64Array(8), Int32Array.of(0, 0, 1, 1), 2, 4);
  expect(temperature).toBeGreaterThanOrEqual(1 / 20 - 1e-9);
});

it('is one for a single class', () => {
  const fitted = fitTemperature(new Float64Array(3), new Int32Array(3), 1, 3);
  expect(fitted).toEqual({ temperature: 1, loss: 0 });
});
