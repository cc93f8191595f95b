import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { expect, it } from 'vitest';
import { createHiddenNetwork, readHiddenNetwork, trainBatch } from './hidden-network.ts';
import { logits, softmax } from './predict.ts';
import { normal, seededRandom } from './random.ts';
import type { HiddenHead } from './types.ts';

it('steps along the gradient of the weighted cross-entropy', async () => {
  await tf.setBackend('cpu');
  const random = seededRandom(1);
  const values = new Float32Array(5 * 3).map(() => normal(random));
  const labels = [0, 1, 2, 1, 0];
  const weights = [1, 2, 0.5, 2, 1];
  const targets = new Float32Array(15);
  labels.forEach((label, row) => {
    targets[row * 3 + label] = weights[row];
  });
  const batch = [0, 1, 3, 4];
  const loss = (head: HiddenHead) => {
    const probabilities = softmax(logits(head, { rows: 5, cols: 3, values }), 3);
    const each = batch.map((row) => weights[row] * Math.log(probabilities[row * 3 + labels[row]]));
    return -each.reduce((sum, one) => sum + one, 0) / batch.length;
  };

  const network = createHiddenNetwork(3, 4, 3, random);
  const before = await readHiddenNetwork(network);
  const inputs = tf.tensor2d(values, [5, 3]);
  const wanted = tf.tensor2d(targets, [5, 3]);
  // A step of plain descent at rate 1 is the gradient itself.
  trainBatch(network, tf.train.sgd(1), inputs, wanted, Int32Array.from(batch));
  const after = await readHiddenNetwork(network);
  tf.dispose([...Object.values(network), inputs, wanted]);

  for (const layer of ['hiddenKernel', 'hiddenBias', 'kernel', 'bias'] as const) {
    const gradient = before[layer].map((weight, i) => weight - after[layer][i]);
    expect(gradient.some((slope) => Math.abs(slope) > 1e-3)).toBe(true);
    gradient.forEach((slope, i) => {
      const moved = (by: number) => {
        const weightsMoved = before[layer].slice();
        weightsMoved[i] += by;
        return loss({ ...before, [layer]: weightsMoved });
      };
      expect((moved(1e-3) - moved(-1e-3)) / 2e-3).toBeCloseTo(slope, 3);
    });
  }
});
