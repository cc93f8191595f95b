import { headAtEnd } from '../network/head-at-end.ts';
import type { NamedNetwork } from '../network/types.ts';
import type { FunctionalJson, LayerJson } from './layer-schema.ts';
import { readLayers } from './read-layers.ts';
import { layersInKerasOrder } from './read-order.ts';
import type { StoredWeights } from './read-weights.ts';

/**
 * The network that a model's file spells out. Throws a Refusal, `bad-graph` or `bad-weights`.
 * @param weightsOf is called with the layers in the order in which Keras holds them.
 */
export function networkIn(
  model: FunctionalJson,
  weightsOf: (layers: readonly LayerJson[]) => StoredWeights,
): NamedNetwork {
  const layers = layersInKerasOrder(model);
  const weights = weightsOf(layers);
  const { size, centre, operations, results } = readLayers(layers, weights);
  weights.finish();
  const { embedding, head } = headAtEnd(operations);
  return { size, centre, operations, embedding, embeddingName: results[embedding] ?? null, head };
}
