import type { GraphModel } from '@tensorflow/tfjs-converter';
import { Tensor, tensor4d, tidy } from '@tensorflow/tfjs-core';
import { load as loadMobileNet } from '@tensorflow-models/mobilenet';
import { PREPROCESSING } from '../picture/preprocessing.ts';
import type { CropPixels } from '../picture/types.ts';
import { type FeatureMap, featureMapOf } from './feature-map.ts';
import { fuseGraph } from './fuse-graph.ts';
import { readGraph } from './graph-facts.ts';
import { ioHandler } from './io-handler.ts';
import { batchLength, packCrops, pixelScale } from './pack-crops.ts';
import type { BackboneArtifacts, StoredBackbone } from './types.ts';

const { size } = PREPROCESSING;

/** A backbone on the tfjs backend that was set when it was loaded. */
export interface Network {
  /** Length of an embedding. */
  features: number;
  /** Node whose output is the embedding, [n, 1, 1, features]. */
  embeddingNode: string;
  /**
   * Embeds crops, or their mirror images, at once.
   * @returns [crops, features] row-major.
   * @throws RangeError if a crop has another size; whatever the backend throws.
   */
  embed(crops: readonly CropPixels[], mirror?: boolean): Promise<Float32Array<ArrayBuffer>>;
  /**
   * The last feature map of one crop, and its embedding, the very one that `embed` gives.
   * @throws as `embed` does.
   */
  featureMap(crop: CropPixels): Promise<FeatureMap>;
  /** Frees the weights. */
  dispose(): void;
}

/**
 * Loads a stored backbone with `@tensorflow-models/mobilenet`.
 * @throws if the graph does not fit its weights, or holds an operation that the backend lacks.
 */
export async function loadNetwork(
  stored: Pick<StoredBackbone, 'version' | 'inputRange'>,
  artifacts: BackboneArtifacts,
): Promise<Network> {
  const facts = readGraph(artifacts, stored.version);
  if (!facts.ok) throw new Error(`backbone graph: ${facts.fault.kind}`);
  const { features, embeddingNode, featureNode } = facts.value;
  const { version, inputRange } = stored;
  // `alpha` only chooses among the package's own addresses.
  const modelUrl = ioHandler(fuseGraph(artifacts, [embeddingNode, featureNode]));
  const mobilenet = await loadMobileNet({ version, inputRange, modelUrl });
  if (!hasGraph(mobilenet)) throw new Error('@tensorflow-models/mobilenet has changed');
  const { model } = mobilenet;
  const scale = pixelScale(inputRange);
  // One buffer for all batches: a new one of some megabytes each time costs as much as filling it.
  let buffer = new Float32Array(0);
  const packed = (crops: readonly CropPixels[], mirror: boolean) => {
    const length = batchLength(crops.length);
    if (buffer.length < length) buffer = new Float32Array(length);
    const batch = packCrops(crops, mirror, scale, buffer.subarray(0, length));
    return tensor4d(batch, [crops.length, size, size, 3]);
  };

  return {
    features,
    embeddingNode,
    // What the package's `infer` does, without its three passes over the pixels (they are scaled
    // while they are packed) and its resizeBilinear, which every batch goes through because it
    // takes shape[0] and shape[1] of [n, 224, 224, 3] for height and width.
    async embed(crops, mirror = false) {
      // The backends copy the values before `execute` returns, so the buffer is free again then.
      const output = tidy(() => model.execute(packed(crops, mirror), embeddingNode));
      if (!(output instanceof Tensor)) throw new Error('one output expected');
      try {
        return new Float32Array(await output.data<'float32'>());
      } finally {
        output.dispose();
      }
    },
    featureMap(crop) {
      const outputs = tidy(() =>
        model.execute(packed([crop], false), [featureNode, embeddingNode]),
      );
      return featureMapOf(outputs);
    },
    dispose: () => model.dispose(),
  };
}

/** The package keeps its graph model in a field of which its types say nothing. */
function hasGraph(value: object): value is { model: GraphModel } {
  if (!('model' in value)) return false;
  const { model } = value;
  return typeof model === 'object' && model !== null && 'execute' in model && 'dispose' in model;
}
