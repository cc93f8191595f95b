import * as tf from 'tfjs-1';
import { describe, expect, test } from 'vitest';
import { runNetwork } from '../../../tests/support/run-network.ts';
import { smallNetwork, smallPicture } from '../../../tests/support/small-networks.ts';
import { teachableMachineFiles } from '../../../tests/support/teachable-machine.ts';
import type { TeachableMachineModel } from './teachable-machine-model.ts';

// In a file of its own: two versions of TensorFlow.js in one process would share their globals.

const pictures = [1, 2].map(smallPicture);

describe('TensorFlow.js 1.3.1 answers as the description does', () => {
  test('it is 1.3.1', () => {
    expect(tf.version.tfjs).toBe('1.3.1');
  });

  for (const head of ['linear', 'hidden'] as const) {
    for (const classes of [2, 3, 20, 60]) {
      for (const rich of classes === 3 ? [false, true] : [false]) {
        test(`${head} head, ${classes} classes${rich ? ', rich' : ''}`, async () => {
          const network = smallNetwork({ head, classes, rich });
          const given = await predict(teachableMachineFiles(network));
          pictures.forEach((picture, row) => {
            const wanted = runNetwork(network, picture).at(-1) ?? [];
            expect(given[row]).toHaveLength(classes);
            wanted.forEach((probability, index) => {
              expect(Math.abs((given[row]?.[index] ?? 0) - probability)).toBeLessThan(1e-5);
            });
          });
        });
      }
    }
  }
});

async function predict({ modelJson, weights }: TeachableMachineModel): Promise<number[][]> {
  const { modelTopology, weightsManifest } = JSON.parse(modelJson);
  const model = await tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology,
      weightSpecs: weightsManifest[0].weights,
      weightData: weights.buffer,
    }),
  );
  const answers = pictures.map((picture) => {
    const pixels = tf.tensor4d(Float32Array.from(picture), [1, 224, 224, 3]);
    const output = model.predict(pixels.div(tf.scalar(127)).sub(tf.scalar(1)));
    if (Array.isArray(output)) throw new Error('one output expected');
    return Array.from(output.dataSync());
  });
  return answers;
}
