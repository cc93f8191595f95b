import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, it } from 'vitest';
import { type HiddenTraining, trainHiddenLayer } from './hidden-layer.ts';
import { createPace } from './pace.ts';
import { logits, winner } from './predict.ts';
import { normal, seededRandom } from './random.ts';
import type { EpochFigures } from './types.ts';

/** Four clouds; opposite ones are of one class, so that no straight line parts the classes. */
function exclusiveOr(counts: readonly number[], seed: number) {
  const random = seededRandom(seed);
  const rows: number[] = [];
  const labels: number[] = [];
  counts.forEach((count, corner) => {
    const x = corner & 1;
    const y = corner >> 1;
    for (let i = 0; i < count; i++) {
      rows.push(x + 0.1 * normal(random), y + 0.1 * normal(random));
      labels.push(x ^ y);
    }
  });
  const embeddings = { rows: labels.length, cols: 2, values: Float32Array.from(rows) };
  return { embeddings, labels: Int32Array.from(labels) };
}

function training(more: Partial<HiddenTraining> = {}): HiddenTraining {
  return {
    classes: 2,
    training: exclusiveOr([20, 20, 20, 20], 1),
    heldOut: null,
    options: { units: 16, epochs: 40, batchSize: 8, learningRate: 0.02 },
    seed: 3,
    pace: createPace(new AbortController().signal),
    onEpoch: () => {},
    onFigures: null,
    ...more,
  };
}

function shareRight(
  head: Parameters<typeof logits>[0],
  { embeddings, labels }: HiddenTraining['training'],
): number {
  const answers = logits(head, embeddings);
  return labels.filter((label, i) => winner(answers, i * 2, 2) === label).length / labels.length;
}

describe.each(['cpu', 'wasm'])('on the %s backend', (backend) => {
  beforeAll(async () => {
    if (backend === 'wasm') tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
    expect(await tf.setBackend(backend)).toBe(true);
  });

  it('learns what no linear rule can, and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const head = await trainHiddenLayer(training());
    expect(tf.memory().numTensors).toBe(before);
    expect(shareRight(head, exclusiveOr([25, 25, 25, 25], 2))).toBe(1);
  });

  it('gives the same head for the same input, and another for another seed', async () => {
    const options = { units: 4, epochs: 3, batchSize: 8, learningRate: 0.02 };
    const first = await trainHiddenLayer(training({ options }));
    const second = await trainHiddenLayer(training({ options }));
    const other = await trainHiddenLayer(training({ options, seed: 4 }));
    expect(second).toEqual(first);
    expect(other.kernel).not.toEqual(first.kernel);
  });

  it('reports figures of both sets that agree with the head', async () => {
    const seen: EpochFigures[] = [];
    const heldOut = exclusiveOr([5, 5, 5, 5], 5);
    const job = training({ heldOut, onFigures: (figures) => seen.push(figures) });
    const head = await trainHiddenLayer(job);
    expect(seen.map((figures) => figures.epoch)).toEqual(
      Array.from({ length: 40 }, (_, i) => i + 1),
    );
    const last = seen[seen.length - 1];
    expect(last.accuracy).toBe(shareRight(head, job.training));
    expect(last.heldOutAccuracy).toBe(shareRight(head, heldOut));
    expect(last.loss).toBeLessThan(seen[0].loss / 4);
    expect(last.heldOutLoss).toBeLessThan(0.2);
  });

  it('stops when cancelled, and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    const controller = new AbortController();
    let epochs = 0;
    const job = training({
      pace: createPace(controller.signal),
      onEpoch: () => {
        epochs++;
        controller.abort();
      },
    });
    await expect(trainHiddenLayer(job)).rejects.toThrow('aborted');
    expect(epochs).toBe(1);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('survives logits of any size', async () => {
    const options = { units: 8, epochs: 3, batchSize: 8, learningRate: 1000 };
    const head = await trainHiddenLayer(training({ options }));
    expect(head.kernel.every(Number.isFinite)).toBe(true);
  });
});

it('weighs classes alike: where one point is of two classes, neither wins by number', async () => {
  await tf.setBackend('cpu');
  const labels = Int32Array.from({ length: 110 }, (_, i) => (i < 10 ? 0 : 1));
  const embeddings = { rows: 110, cols: 2, values: new Float32Array(220).fill(1) };
  const options = { units: 4, epochs: 60, batchSize: 110, learningRate: 0.05 };
  const head = await trainHiddenLayer(training({ training: { embeddings, labels }, options }));
  const [first, second] = logits(head, { rows: 1, cols: 2, values: Float32Array.of(1, 1) });
  expect(Math.abs(first - second)).toBeLessThan(0.1);
});
