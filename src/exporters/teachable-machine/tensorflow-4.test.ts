import '@tensorflow/tfjs-backend-cpu';
import { memory, setBackend } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { useWasm } from '../../../tests/support/export-engine.ts';
import { runLayersModel } from '../../../tests/support/run-layers.ts';
import { runNetwork } from '../../../tests/support/run-network.ts';
import { asCrop, smallNetwork, smallPicture } from '../../../tests/support/small-networks.ts';
import { teachableMachineFiles } from '../../../tests/support/teachable-machine.ts';
import { largestDifference } from '../largest-difference.ts';

const pictures = [1, 2].map(smallPicture);
const crops = pictures.map(asCrop);
const useBackend = { wasm: useWasm, cpu: () => setBackend('cpu') };

for (const backend of ['wasm', 'cpu'] as const) {
  describe(`TensorFlow.js 4 answers as the description does, on ${backend}`, () => {
    for (const head of ['linear', 'hidden'] as const) {
      for (const classes of [2, 3, 20, 60]) {
        for (const rich of classes === 3 ? [false, true] : [false]) {
          test(`${head} head, ${classes} classes${rich ? ', rich' : ''}`, async () => {
            await useBackend[backend]();
            const network = smallNetwork({ head, classes, rich });
            const { modelJson, weights } = teachableMachineFiles(network);
            const expected = pictures.map((picture) => ({
              probabilities: Array.from(runNetwork(network, picture).at(-1) ?? []),
            }));
            const given = await runLayersModel(modelJson, weights, crops);
            expect(largestDifference(expected, given)).toBeLessThan(1e-5);
            // The pictures are told apart, so the comparison above means something.
            expect(largestDifference(expected, given.toReversed())).toBeGreaterThan(1e-4);
          });
        }
      }
    }
  });
}

test('no tensor stays behind', async () => {
  await useWasm();
  const { modelJson, weights } = teachableMachineFiles(smallNetwork());
  await runLayersModel(modelJson, weights, crops);
  const before = memory().numTensors;
  await runLayersModel(modelJson, weights, crops);
  expect(memory().numTensors).toBe(before);
});

test('weights that do not fit are an error, not an answer', async () => {
  const { modelJson, weights } = teachableMachineFiles(smallNetwork());
  await expect(runLayersModel(modelJson, weights.slice(0, -8), crops)).rejects.toThrow();
});
