import { expect, it } from 'vitest';
import { createPace } from '../head/pace.ts';
import { softmax } from '../head/predict.ts';
import { seededRandom } from '../head/random.ts';
import { wrongLabelChances } from './label-noise.ts';

const pace = createPace(new AbortController().signal);
const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);

/** Labels drawn from what the logits say, and then swapped with the rate. */
function drawn(count: number, classes: number, spread: number, rate: number, seed: number) {
  const random = seededRandom(seed);
  const logits = new Float64Array(count * classes).map(() => spread * (random() - 0.5));
  const probabilities = softmax(logits, classes);
  const swapped: boolean[] = [];
  const labels = Int32Array.from({ length: count }, (_, row) => {
    let left = random();
    let label = 0;
    while (label < classes - 1) {
      left -= probabilities[row * classes + label];
      if (left < 0) break;
      label++;
    }
    const swap = random() < rate;
    swapped.push(swap);
    return swap ? (label + 1 + Math.floor(random() * (classes - 1))) % classes : label;
  });
  return { logits, labels, swapped };
}

it.each([
  [2, 0.05],
  [2, 0.2],
  [5, 0.05],
  [5, 0.2],
])('gives chances that come true: %i classes, %f swapped', async (classes, rate) => {
  const said: number[] = [];
  const wrong: boolean[] = [];
  for (const seed of [1, 2, 3, 4]) {
    const { logits, labels, swapped } = drawn(3000, classes, 20, rate, seed);
    // Half as sure as it should be, which has to be found out.
    const unsure = logits.map((logit) => logit / 2);
    said.push(...(await wrongLabelChances(unsure, labels, classes, pace)));
    wrong.push(...swapped);
  }
  for (const [low, high, off] of [
    [0, 1, 0.01],
    [0, 0.1, 0.005],
    // Three standard errors.
    [0.1, 0.9, 0.06],
    [0.9, 1, 0.02],
  ]) {
    const rows = [...said.keys()].filter((row) => said[row] > low && said[row] <= high);
    const expected = sum(rows.map((row) => said[row])) / rows.length;
    const share = rows.filter((row) => wrong[row]).length / rows.length;
    expect(Math.abs(expected - share)).toBeLessThan(off);
  }
});

it('does not take the mistakes of an unsure model for wrong labels', async () => {
  const { logits, labels } = drawn(200, 2, 4, 0, 1);
  const probabilities = softmax(logits, 2);
  const mistakes = labels.filter((label, row) => probabilities[2 * row + label] < 0.5).length;
  expect(mistakes).toBeGreaterThan(40);
  const chances = await wrongLabelChances(logits, labels, 2, pace);
  expect(sum(chances)).toBeLessThan(4);
});

it('ranks two classes by the margin', async () => {
  const { logits, labels } = drawn(100, 2, 20, 0.1, 2);
  const chances = await wrongLabelChances(logits, labels, 2, pace);
  const margin = (row: number) => logits[2 * row + 1 - labels[row]] - logits[2 * row + labels[row]];
  const byMargin = [...labels.keys()].sort((a, b) => margin(a) - margin(b));
  for (let at = 1; at < byMargin.length; at++) {
    expect(chances[byMargin[at]]).toBeGreaterThanOrEqual(chances[byMargin[at - 1]] - 1e-12);
  }
});

it('stays finite where answers are certain, and where there is nothing to say', async () => {
  const certain = Float64Array.of(-1e5, 0, 0, -1e5, 0, -1e5, -1e5, 0);
  const chances = await wrongLabelChances(certain, Int32Array.of(0, 0, 0, 1), 2, pace);
  expect(chances[0]).toBeGreaterThan(0.99);
  for (const row of [1, 2, 3]) expect(chances[row]).toBeLessThan(1e-6);
  expect([...(await wrongLabelChances(new Float64Array(3), new Int32Array(3), 1, pace))]).toEqual([
    0, 0, 0,
  ]);
  expect(await wrongLabelChances(new Float64Array(0), new Int32Array(0), 2, pace)).toHaveLength(0);
});
