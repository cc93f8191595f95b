import type { GraphModel, loadGraphModel } from '@tensorflow/tfjs-converter';
import type { tensor4d } from '@tensorflow/tfjs-core';
import { packCrops, RAW_PIXELS } from '../backbone/pack-crops.ts';
import { readKnown } from '../exporters/known-schema.ts';
import type { ModelMetadata } from '../exporters/types.ts';
import { similarity } from '../head/known-pictures.ts';
import { PREPROCESSING } from '../picture/preprocessing.ts';
import type { CropPixels } from '../picture/types.ts';

const { size } = PREPROCESSING;

/** What the page needs of TensorFlow.js, its own or one that lies beside it. */
export interface TensorFlow {
  tensor4d: typeof tensor4d;
  loadGraphModel: typeof loadGraphModel;
}

/** What a model says of a crop. */
export interface PageAnswer {
  /** In the order of the labels. */
  probabilities: number[];
  /** To the pictures that the model knows; null where it knows none. */
  similarity: number | null;
}

/** The answer to one crop of a model that takes raw pixels. */
export type Classify = (crop: CropPixels) => Promise<PageAnswer>;

/** How to ask a model, and how like the pictures that its metadata tell of a crop is. */
export function classifierOf(
  { tensor4d }: Pick<TensorFlow, 'tensor4d'>,
  model: GraphModel,
  { noneOfThese }: ModelMetadata,
): Classify {
  const prototypes = noneOfThese && readKnown(noneOfThese).prototypes;
  const outputs = [...model.outputNodes, ...(noneOfThese ? [noneOfThese.embedding] : [])];
  return async (crop) => {
    const pixels = tensor4d(packCrops([crop], false, RAW_PIXELS), [1, size, size, 3]);
    const tensors = [model.execute(pixels, outputs)].flat();
    pixels.dispose();
    const [probabilities, embedding] = await Promise.all(tensors.map((each) => each.data()));
    for (const each of tensors) each.dispose();
    return {
      probabilities: Array.from(probabilities ?? []),
      similarity:
        prototypes && embedding ? similarity(prototypes, Float32Array.from(embedding)) : null,
    };
  };
}
