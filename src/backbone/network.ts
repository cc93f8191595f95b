import { tensor3d } from '@tensorflow/tfjs-core';
import { load as loadMobileNet } from '@tensorflow-models/mobilenet';
import { PREPROCESSING } from '../picture/preprocessing.ts';
import { readGraph } from './graph-facts.ts';
import { ioHandler } from './io-handler.ts';
import type { BackboneArtifacts, StoredBackbone } from './types.ts';

const { size } = PREPROCESSING;
const VALUES_PER_PICTURE = size * size * 3;

/** A backbone on the tfjs backend that was set when it was loaded. */
export interface Network {
  /** Length of an embedding. */
  features: number;
  /** Node whose output is the embedding, [n, 1, 1, features]. */
  embeddingNode: string;
  /**
   * Embeds `count` pictures at once.
   * @param batch RGB pixels, 0 to 255, [count, 224, 224, 3] row-major.
   * @returns [count, features] row-major.
   * @throws RangeError if `batch` has another length; whatever the backend throws.
   */
  embed(batch: Float32Array | Int32Array, count: number): Promise<Float32Array<ArrayBuffer>>;
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
  const { features, embeddingNode } = facts.value;
  const { version, inputRange } = stored;
  // `alpha` only chooses among the package's own addresses.
  const model = await loadMobileNet({ version, inputRange, modelUrl: ioHandler(artifacts) });

  return {
    features,
    embeddingNode,
    async embed(batch, count) {
      if (batch.length !== count * VALUES_PER_PICTURE) throw new RangeError('batch length');
      // `infer` takes shape[0] and shape[1] for height and width, so a batch [n, 224, 224, 3] is put
      // through resizeBilinear. It then reshapes to [-1, 224, 224, 3], which needs only the order of
      // the values: the same values called [224, 224, 3n] pass through untouched.
      const pixels = tensor3d(batch, [size, size, 3 * count]);
      const embeddings = model.infer(pixels, true);
      try {
        return new Float32Array(await embeddings.data<'float32'>());
      } finally {
        pixels.dispose();
        embeddings.dispose();
      }
    },
    dispose() {
      if (hasGraph(model)) model.model.dispose();
    },
  };
}

/** The package keeps its graph model in a field of which its types say nothing, and has no `dispose` of its own. */
function hasGraph(value: object): value is { model: { dispose(): void } } {
  if (!('model' in value)) return false;
  const { model } = value;
  return (
    typeof model === 'object' &&
    model !== null &&
    'dispose' in model &&
    typeof model.dispose === 'function'
  );
}
