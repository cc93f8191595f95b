import { describe, expect, it } from 'vitest';
import { softmax } from '../head/predict.ts';
import { normal, seededRandom } from '../head/random.ts';
import { fitTemperature, leastLoss, unjudgedTemperature } from './temperature.ts';

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
  const temperature = fitTemperature(tooSure, labels, 3, count);
  expect(temperature).toBeGreaterThan(8.4);
  expect(temperature).toBeLessThan(9.6);
});

describe('where every answer is right', () => {
  /** Two classes, margins normally distributed, far from zero. */
  const apart = (count: number, mean: number, deviation: number) => {
    const random = seededRandom(5);
    const labels = Int32Array.from({ length: count }, (_, row) => row % 2);
    const logits = new Float64Array(2 * count);
    labels.forEach((label, row) => {
      logits[2 * row + label] = mean + deviation * normal(random);
    });
    return fitTemperature(logits, labels, 2, count);
  };

  it('reads the sureness off the spread of the margins', () => {
    // 30² / (2 · 150) = 3.
    const temperature = apart(2000, 150, 30);
    expect(temperature).toBeGreaterThan(2.8);
    expect(temperature).toBeLessThan(3.4);
  });

  it('is the less sure the fewer there are', () => {
    const [few, some, many] = [4, 20, 400].map((count) => apart(count, 150, 30));
    expect(few).toBeGreaterThan(1.5 * some);
    expect(some).toBeGreaterThan(1.5 * many);
  });

  it('is not certain because a few margins are equal', () => {
    const temperature = apart(4, 150, 0);
    const [first, second] = softmax(Float64Array.of(150 / temperature, 0), 2);
    expect(first).toBeLessThan(0.99999);
    expect(second).toBeGreaterThan(0);
  });
});

it('goes by the likelihood where mistakes abound', () => {
  const logits: number[] = [];
  const labels: number[] = [];
  for (let i = 0; i < 1000; i++) {
    logits.push(2, 0);
    labels.push(i % 10 === 0 ? 1 : 0);
  }
  const temperature = fitTemperature(Float64Array.from(logits), Int32Array.from(labels), 2, 1000);
  // softmax(2 / T) = 0.9 where 2 / T = ln 9 = 2.197; the margins' spread alone would say 4.4.
  expect(2 / temperature).toBeGreaterThan(2.15);
  expect(2 / temperature).toBeLessThan(2.3);
});

describe('a rule that could not be judged', () => {
  it('is trusted as far as one right answer for each class goes', () => {
    const logits = Float64Array.from({ length: 8 }, (_, i) => (i % 2 === 0 ? 50 : -50));
    const temperature = unjudgedTemperature(logits, new Int32Array(4), 2);
    const [first] = softmax(Float64Array.of(50 / temperature, -50 / temperature), 2);
    // 1 / (4 · 2 + 2) is left to the other class.
    expect(first).toBeCloseTo(0.9, 6);
  });
});

it('makes answers that are worse than guessing all but even, and keeps the winners', () => {
  const logits = Float64Array.of(10, -10, 10, -10, 10, -10);
  const labels = Int32Array.of(1, 1, 0);
  const temperature = fitTemperature(logits, labels, 2, 3);
  expect(leastLoss(logits, labels, 2, 3)).toBeCloseTo(Math.log(2), 1);
  const [first, second] = softmax(Float64Array.of(10 / temperature, -10 / temperature), 2);
  expect(first).toBeGreaterThan(second);
  expect(first).toBeLessThan(0.51);
});

it('does not blow up logits that say nothing', () => {
  const temperature = fitTemperature(new Float64Array(8), Int32Array.of(0, 0, 1, 1), 2, 4);
  expect(temperature).toBeGreaterThanOrEqual(1 / 20 - 1e-9);
});

it('is one for a single class', () => {
  expect(fitTemperature(new Float64Array(3), new Int32Array(3), 1, 3)).toBe(1);
  expect(leastLoss(new Float64Array(3), new Int32Array(3), 1, 3)).toBe(0);
});
