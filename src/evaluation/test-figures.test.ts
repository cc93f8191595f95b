import { expect, test } from 'vitest';
import { testFigures } from './test-figures.ts';

/** Ten pictures of two classes; the third, the ninth and the tenth are named wrongly. */
const labels = Int32Array.of(0, 0, 0, 0, 0, 1, 1, 1, 1, 1);
const named = [0, 0, 1, 0, 0, 1, 1, 1, 0, 0];
const probabilities = Float32Array.from(
  named.flatMap((name) => (name === 0 ? [0.7, 0.3] : [0, 1])),
);
const alone = Int32Array.from(labels, (_, row) => row);

test('counts what was named rightly, class by class', () => {
  const figures = testFigures({ labels, groups: alone, probabilities }, 2);
  expect(figures).toMatchObject({ total: 10, correct: 7, accuracy: 0.7 });
  expect(figures?.confusion).toEqual([
    [4, 1],
    [2, 3],
  ]);
});

test('its interval is Clopper and Pearson’s, of 0.8 as many pictures', () => {
  const figures = testFigures({ labels, groups: alone, probabilities }, 2);
  // scipy.stats.beta.ppf(0.025, 5.6, 3.4) and (0.975, 6.6, 2.4): 5.6 right of 8.
  expect(figures?.interval.low).toBeCloseTo(0.305325, 6);
  expect(figures?.interval.high).toBeCloseTo(0.949293, 6);
});

test('frames of one burst count as one', () => {
  const groups = Int32Array.of(0, 0, 0, 0, 0, 1, 1, 1, 1, 1);
  const bursts = testFigures({ labels, groups, probabilities }, 2);
  const apart = testFigures({ labels, groups: alone, probabilities }, 2);
  const width = (figures: typeof bursts) =>
    figures === null ? 0 : figures.interval.high - figures.interval.low;
  expect(bursts?.accuracy).toBe(0.7);
  expect(width(bursts)).toBeGreaterThan(1.3 * width(apart));
});

test('no pictures, no figures', () => {
  const none = { labels: new Int32Array(), groups: new Int32Array() };
  expect(testFigures({ ...none, probabilities: new Float32Array() }, 2)).toBeNull();
});
