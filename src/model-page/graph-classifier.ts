import type { GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter';
import type { Tensor, tensor4d } from '@tensorflow/tfjs-core';
import { packCrops, RAW_PIXELS } from '../backbone/pack-crops.ts';
import { PREPROCESSING } from '../picture/preprocessing.ts';
import type { CropPixels } from '../picture/types.ts';

const { size } = PREPROCESSING;

/** What the page needs of TensorFlow.js, its own or one that lies beside it. */
export interface TensorFlow {
  Tensor: typeof Tensor;
  tensor4d: typeof tensor4d;
  loadGraphModel: typeof loadGraphModel;
}

/** Probabilities of one crop by a model that takes raw pixels. */
export async function classifyCrop(
  tf: Pick<TensorFlow, 'Tensor' | 'tensor4d'>,
  model: GraphModel,
  crop: CropPixels,
): Promise<number[]> {
  const pixels = tf.tensor4d(packCrops([crop], false, RAW_PIXELS), [1, size, size, 3]);
  const output = model.predict(pixels);
  pixels.dispose();
  if (!(output instanceof tf.Tensor)) throw new Error('The model has more than one output.');
  const probabilities = Array.from(await output.data());
  output.dispose();
  return probabilities;
}
