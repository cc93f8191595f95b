import { dispose, io, Tensor, tensor4d } from '@tensorflow/tfjs-core';
import { loadLayersModel } from '@tensorflow/tfjs-layers';
import { packCrops, RAW_PIXELS } from '../../src/backbone/pack-crops.ts';
import { PREPROCESSING } from '../../src/picture/preprocessing.ts';
import type { CropPixels } from '../../src/picture/types.ts';

const { size } = PREPROCESSING;

/** Pixels as `@teachablemachine/image` computes them (its `capture`). */
const TEACHABLE_MACHINE_PIXELS = RAW_PIXELS.map((byte) => Math.fround(byte / 127) - 1);

/**
 * Answers of a written Teachable Machine model, loaded as its user will load it, on TensorFlow's
 * current backend.
 * @returns For each crop its probabilities, in the order of the model's labels.
 * @throws whatever TensorFlow.js says of a model that it cannot load or run.
 */
export async function runLayersModel(
  modelJson: string,
  weights: Uint8Array<ArrayBuffer>,
  crops: readonly CropPixels[],
): Promise<number[][]> {
  const { modelTopology, weightsManifest } = JSON.parse(modelJson);
  const model = await loadLayersModel(
    io.fromMemory({
      modelTopology,
      weightSpecs: weightsManifest[0].weights,
      weightData: weights.slice().buffer,
    }),
  );
  const parameters = model.getWeights();
  const answers: number[][] = [];
  try {
    for (const crop of crops) {
      const batch = packCrops([crop], false, TEACHABLE_MACHINE_PIXELS);
      const pixels = tensor4d(batch, [1, size, size, 3]);
      const output = model.predict(pixels);
      pixels.dispose();
      if (!(output instanceof Tensor)) throw new Error('one output expected');
      try {
        answers.push(Array.from(await output.data()));
      } finally {
        output.dispose();
      }
    }
  } finally {
    model.dispose();
    // model.dispose() of TensorFlow.js 4.22 leaves the weights of a Sequential within a Sequential.
    dispose(parameters.filter(({ isDisposed }) => !isDisposed));
  }
  return answers;
}
