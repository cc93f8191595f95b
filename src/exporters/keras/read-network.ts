import { headAtEnd } from '../network/head-at-end.ts';
import type { Network } from '../network/types.ts';
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
): Network {
  const layers = layersInKerasOrder(model);
  const weights = weightsOf(layers);
  const { size, centre, operations } = readLayers(layers, weights);
  weights.finish();
  return { size, centre, operations, ...headAtEnd(operations) };
}
