import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { beforeAll, describe, expect, it } from 'vitest';
import { logits, softmax, winner } from '../head/predict.ts';
import { normal, seededRandom } from '../head/random.ts';
import type { HeadOptions, TrainingSet } from '../head/types.ts';
import { trainHead } from './train.ts';
import type { TrainingProgress } from './types.ts';

const FEATURES = 40;
const linear: HeadOptions = { kind: 'linear' };
const hidden: HeadOptions = {
  kind: 'hidden',
  units: 8,
  epochs: 15,
  batchSize: 8,
  learningRate: 0.01,
};

/** Writes one embedding from its class, and its mirror image's. */
type Picture = (label: number, index: number) => { original: number[]; mirrored: number[] };

function set(counts: readonly number[], picture: Picture, more: Partial<TrainingSet> = {}) {
  const labels = Int32Array.from(counts.flatMap((count, c) => new Array<number>(count).fill(c)));
  const pictures = Array.from(labels, picture);
  const matrix = (side: 'original' | 'mirrored') => ({
    rows: labels.length,
    cols: FEATURES,
    values: Float32Array.from(pictures.flatMap((one) => one[side])),
  });
  return {
    classes: counts.length,
    embeddings: matrix('original'),
    mirrored: matrix('mirrored'),
    labels,
    groups: Int32Array.from(labels.keys()),
    ...more,
  };
}

function noise(random: () => number, size = 1): number[] {
  return Array.from({ length: FEATURES }, () => size * normal(random));
}

/** Classes that differ along their own axis; mirror images are nearly the same. */
function plain(seed: number, apart = 6): Picture {
  const random = seededRandom(seed);
  return (label) => {
    const original = noise(random).map((x, p) => 2 + x + (p === label ? apart : 0));
    return { original, mirrored: original.map((x) => x + 0.1 * normal(random)) };
  };
}

async function train(
  training: TrainingSet,
  options = linear,
  onProgress: (progress: TrainingProgress) => void = () => {},
) {
  const signal = new AbortController().signal;
  const result = await trainHead(training, options, { signal, onProgress });
  if (!result.ok) throw new Error(result.fault.kind);
  return result.value;
}

async function judge(training: TrainingSet, options = linear) {
  const { evaluation } = await train(training, options);
  if (evaluation.method !== 'cross-validation') throw new Error('no evaluation');
  return evaluation;
}

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe.each([
  ['linear', linear],
  ['hidden', hidden],
] as const)('the %s head', (_kind, options) => {
  it('learns, and its figures agree with each other', async () => {
    const training = set([20, 14, 17], plain(1));
    const { head, evaluation, outOfFold } = await train(training, options);
    if (evaluation.method !== 'cross-validation' || !outOfFold) throw new Error('no evaluation');
    expect(evaluation.total).toBe(51);
    expect(evaluation.folds).toBe(5);
    expect(evaluation.accuracy).toBeGreaterThan(0.9);
    expect(evaluation.confusion.flat().reduce((sum, count) => sum + count, 0)).toBe(51);
    expect(evaluation.interval.low).toBeLessThan(evaluation.accuracy);
    expect(evaluation.interval.high).toBeGreaterThanOrEqual(evaluation.accuracy);
    const right = [...training.labels].filter(
      (label, i) => winner(outOfFold.probabilities, 3 * i, 3) === label,
    );
    expect(right).toHaveLength(evaluation.correct);

    const fresh = set([50, 50, 50], plain(2));
    const answers = logits(head, fresh.embeddings);
    const hits = fresh.labels.filter((label, i) => winner(answers, 3 * i, 3) === label);
    expect(hits.length / 150).toBeGreaterThan(0.9);
  });

  it('gives the same model for the same pictures', async () => {
    const training = set([8, 8], plain(3));
    expect(await train(training, options)).toEqual(await train(training, options));
  });

  it('reports a fraction that grows to one', async () => {
    const seen: TrainingProgress[] = [];
    await train(set([10, 10], plain(4)), options, (progress) => seen.push(progress));
    const fractions = seen.map((progress) => progress.fraction);
    expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
    expect(fractions[0]).toBeGreaterThan(0);
    expect(fractions[fractions.length - 1]).toBe(1);
  });

  it('is cancelled', async () => {
    const controller = new AbortController();
    const result = await trainHead(set([10, 10], plain(5)), options, {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    expect(result).toEqual({ ok: false, fault: { kind: 'cancelled' } });
  });

  it('trains on one picture of each class, without figures', async () => {
    const training = set([1, 1], plain(6));
    const { head, evaluation, outOfFold } = await train(training, options);
    expect(evaluation).toEqual({ method: 'none', reason: 'too-few-samples' });
    expect(outOfFold).toBeNull();
    const probabilities = softmax(logits(head, training.embeddings), 2);
    expect(probabilities[0]).toBeGreaterThan(0.6);
    expect(probabilities[0]).toBeLessThan(0.95);
    expect(probabilities[3]).toBeGreaterThan(0.6);
  });
});

describe('mirror images', () => {
  /** Which way an arrow points is one axis, and the mirror image points the other way. */
  const arrows: Picture = (() => {
    const random = seededRandom(7);
    return (label: number) => {
      const original = noise(random);
      original[0] += label === 0 ? 6 : -6;
      return { original, mirrored: original.map((x, p) => (p === 0 ? -x : x + 0.1)) };
    };
  })();

  it('are not used for arrows that point left and right', async () => {
    for (const options of [linear, hidden]) {
      const evaluation = await judge(set([15, 15], arrows), options);
      expect(evaluation.mirrorImagesUsed).toBe(false);
      expect(evaluation.accuracy).toBeGreaterThan(0.9);
    }
  });

  /** What an object is shows in few features; which way it looks, in many others, at random. */
  const lookingAround: Picture = (() => {
    const random = seededRandom(8);
    return (label: number) => {
      const original = noise(random, 0.5).map((x, p) => {
        if (p < 4) return x + (label === 0 ? 0.5 : -0.5);
        return p < 20 ? x + 4 * normal(random) : x;
      });
      return { original, mirrored: original.map((x, p) => (p >= 4 && p < 20 ? -x : x)) };
    };
  })();

  it('are used where they help', async () => {
    const training = set([12, 12], lookingAround);
    const used = await judge(training);
    const without = await judge({ ...training, mirrored: null });
    expect(used.mirrorImagesUsed).toBe(true);
    expect(without.mirrorImagesUsed).toBe(false);
    expect(used.correct).toBeGreaterThanOrEqual(without.correct);
    const both = await judge(training, hidden);
    expect(both.mirrorImagesUsed).toBe(true);
  });
});

describe('bursts', () => {
  /** Frames of a burst are all but the same, and say nothing of the class. */
  const frames = (): Picture => {
    const random = seededRandom(9);
    let scene: number[] = [];
    return (_label, index) => {
      if (index % 10 === 0) scene = noise(random);
      const original = scene.map((x) => x + 0.01 * normal(random));
      return { original, mirrored: original };
    };
  };

  it('are kept together: pictures that show nothing of the class are not recognised', async () => {
    const groups = Int32Array.from({ length: 160 }, (_, i) => Math.floor(i / 10));
    const { accuracy, interval } = await judge(set([80, 80], frames(), { groups }));
    expect(accuracy).toBeLessThan(0.75);
    expect(interval.high - interval.low).toBeGreaterThan(0.3);
    const untold = await judge(set([80, 80], frames()));
    expect(untold.accuracy).toBe(accuracy);
  });
});

describe('what cannot be trained on', () => {
  it('a class without samples', async () => {
    await expect(train(set([3, 0], plain(10)))).rejects.toThrow('Class 1 has no sample');
  });

  it('embeddings that overflowed', async () => {
    const training = set([3, 3], plain(11));
    training.embeddings.values[5] = Number.POSITIVE_INFINITY;
    await expect(train(training)).rejects.toThrow('not finite');
  });

  it('arrays of different lengths', async () => {
    const training = set([3, 3], plain(12), { groups: new Int32Array(5) });
    await expect(train(training)).rejects.toThrow('same rows');
  });
});

it('copes with many times the same picture', async () => {
  const same: Picture = () => {
    const original = Array.from({ length: FEATURES }, (_, p) => 0.1 * p);
    return { original, mirrored: original };
  };
  const { head } = await train(set([6, 6], same));
  const probabilities = softmax(logits(head, set([1, 1], same).embeddings), 2);
  for (const probability of probabilities) expect(probability).toBeCloseTo(0.5, 2);
});
