import { describe, expect, it, test } from 'vitest';
import { activationMap } from './activation-map.ts';
import { logits } from './predict.ts';
import { normal, seededRandom } from './random.ts';
import type { Head, HiddenHead, LinearHead, Matrix } from './types.ts';

const FEATURES = 1280;
const CLASSES = 4;

function values(length: number, deviation: number, random: () => number) {
  return Float32Array.from({ length }, () => deviation * normal(random));
}

function linear(seed: number): LinearHead {
  const random = seededRandom(seed);
  const kernel = values(FEATURES * CLASSES, 0.05, random);
  return {
    kind: 'linear',
    features: FEATURES,
    classes: CLASSES,
    kernel,
    bias: values(CLASSES, 1, random),
  };
}

function hidden(seed: number): HiddenHead {
  const random = seededRandom(seed);
  const units = 30;
  return {
    kind: 'hidden',
    features: FEATURES,
    units,
    classes: CLASSES,
    hiddenKernel: values(FEATURES * units, 0.05, random),
    hiddenBias: values(units, 1, random),
    kernel: values(units * CLASSES, 0.3, random),
    bias: values(CLASSES, 1, random),
  };
}

/** As behind a Relu6: half zeros, none above 6. */
function featureMap(seed: number, rows = 49): Matrix {
  const random = seededRandom(seed);
  const clipped = values(rows * FEATURES, 1, random).map((value) =>
    Math.min(6, Math.max(0, value)),
  );
  return { rows, cols: FEATURES, values: clipped };
}

function pooled({ rows, cols, values }: Matrix): Matrix {
  const mean = Float32Array.from({ length: cols }, (_, p) => {
    let sum = 0;
    for (let row = 0; row < rows; row++) sum += values[row * cols + p];
    return sum / rows;
  });
  return { rows: 1, cols, values: mean };
}

const mean = (numbers: ArrayLike<number>) =>
  Array.from(numbers).reduce((sum, value) => sum + value, 0) / numbers.length;

describe.each<[string, Head]>([
  ['a linear head', linear(1)],
  ['a head with a hidden layer', hidden(2)],
])('%s', (_name, head) => {
  it('is taken apart exactly: the mean is the logit less the mean of all logits', () => {
    const features = featureMap(3);
    const wanted = logits(head, pooled(features));
    for (let output = 0; output < CLASSES; output++) {
      const map = activationMap(head, features, output);
      expect(map).toHaveLength(49);
      expect(Math.abs(mean(map) + mean(wanted) - wanted[output])).toBeLessThan(1e-5);
    }
  });

  it('gives every position what it gives a picture that is like it throughout', () => {
    const one = featureMap(4, 1);
    const alike = { rows: 9, cols: FEATURES, values: new Float32Array(9 * FEATURES) };
    for (let row = 0; row < 9; row++) alike.values.set(one.values, row * FEATURES);
    const wanted = logits(head, one);
    for (const value of activationMap(head, alike, 2)) {
      expect(Math.abs(value - (wanted[2] - mean(wanted)))).toBeLessThan(1e-5);
    }
  });

  it('sums to zero over the classes at each position', () => {
    const features = featureMap(5);
    const maps = Array.from({ length: CLASSES }, (_, c) => activationMap(head, features, c));
    for (let at = 0; at < 49; at++) expect(mean(maps.map((map) => map[at]))).toBeCloseTo(0, 5);
  });
});

test('by hand, two positions and two classes', () => {
  const head: LinearHead = {
    kind: 'linear',
    features: 2,
    classes: 2,
    kernel: Float32Array.of(1, 3, 2, -2),
    bias: Float32Array.of(0, 4),
  };
  const features = { rows: 2, cols: 2, values: Float32Array.of(1, 0, 0, 5) };
  // Logits of the positions: (1, 7) and (10, −6).
  expect([...activationMap(head, features, 0)]).toEqual([-3, 8]);
  expect([...activationMap(head, features, 1)]).toEqual([3, -8]);
});

test('by hand, a unit that sleeps at the embedding counts nowhere', () => {
  const head: HiddenHead = {
    kind: 'hidden',
    features: 1,
    units: 2,
    classes: 2,
    hiddenKernel: Float32Array.of(1, -1),
    hiddenBias: Float32Array.of(0, 1),
    kernel: Float32Array.of(2, 0, 8, 0),
    bias: Float32Array.of(0, 0),
  };
  // The mean is 2: the second unit, 1 − 2, sleeps, though it would wake at the first position.
  const features = { rows: 2, cols: 1, values: Float32Array.of(0, 4) };
  expect([...activationMap(head, features, 0)]).toEqual([0, 4]);
});

test('refuses a feature map of another length', () => {
  const features = { rows: 1, cols: 2, values: Float32Array.of(1, 2) };
  expect(() => activationMap(linear(1), features, 0)).toThrow('1280 features');
});
