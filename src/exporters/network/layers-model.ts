import type { BackboneArtifacts, WeightSpec } from '../../backbone/types.ts';
import type { Head } from '../../head/types.ts';
import { failed, ok, type Result } from '../../result.ts';
import type { ExportFault } from '../types.ts';
import { joinWeights, splitWeights } from '../weight-layout.ts';
import { buildNetwork } from './build-network.ts';
import { type FlatLayer, flattenLayers } from './flatten-layers.ts';
import { LayerNodes, type LayerValue } from './layer-nodes.ts';
import { Refusal } from './refusal.ts';
import type { Network } from './types.ts';

/** A layers model of TensorFlow.js, as its files have it. */
export interface LayersModel {
  /** `modelTopology` of model.json. */
  topology: unknown;
  /** All groups of `weightsManifest`, joined. */
  weightSpecs: WeightSpec[];
  /** All shards, joined. */
  weights: ArrayBuffer;
}

/**
 * Reads a layers model up to one of its layers into a `Network` that ends in the head. Weights that
 * this part does not need may be there. The embedding is the mean of that layer's result over its places, as in Teachable Machine; of one that has only
 * one place, the result itself.
 * @param inputRange what the model wants black and white to be, e.g. [−1, 1].
 * @returns the fault `unknown-operation` with the name of a layer that it does not know;
 * `missing-node` where the model's output does not need `outputLayer`.
 */
export function readLayersModel(
  model: LayersModel,
  { outputLayer, inputRange }: { outputLayer: string; inputRange: [number, number] },
  head: Head,
): Result<Network, ExportFault> {
  const graph = layersGraph(model, outputLayer);
  return graph.ok ? buildNetwork({ ...graph.value, inputRange }, head) : graph;
}

interface LayersGraph {
  artifacts: BackboneArtifacts;
  embeddingNode: string;
  /** Names of weights that no layer in it has. */
  left: string[];
}

/** The same part of a layers model as a graph, which `loadGraphModel` takes, too. */
export function layersGraph(
  { topology, weightSpecs, weights }: LayersModel,
  outputLayer: string,
): Result<LayersGraph, ExportFault> {
  const split = splitWeights(weightSpecs, weights);
  if (!split) return failed({ kind: 'bad-weights', detail: 'not as long as their list says' });
  try {
    const nodes = new LayerNodes(split);
    const end = addLayers(nodes, layersUpTo(flattenLayers(topology), outputLayer));
    const embeddingNode = end.image ? nodes.mean('embedding', end.node, false) : end.node;
    const { builder } = nodes;
    const artifacts = {
      topology: { node: builder.nodes, library: {}, versions: { producer: 1 } },
      weightSpecs: builder.weights.map(({ spec }) => spec),
      weights: joinWeights(builder.weights).buffer,
    };
    return ok({ artifacts, embeddingNode, left: nodes.left });
  } catch (error) {
    if (error instanceof Refusal) return failed(error.fault);
    throw error;
  }
}

function addLayers(nodes: LayerNodes, layers: readonly (FlatLayer | null)[]): LayerValue {
  const values: (LayerValue | undefined)[] = [];
  for (const layer of layers) {
    const inputs = layer?.inputs.flatMap((place) => values[place] ?? []);
    values.push(layer && inputs ? nodes.add(layer, inputs) : undefined);
  }
  const end = values.at(-1);
  if (!end) throw new RangeError('no layers');
  return end;
}

/** The list up to the layer of that name; null stands for what that layer does not need. */
function layersUpTo(layers: readonly FlatLayer[], name: string): (FlatLayer | null)[] {
  const last = layers.findIndex((layer) => layer.name === name);
  if (last < 0) throw new Refusal({ kind: 'missing-node', node: name });
  const needed = new Set([last]);
  for (let place = last; place >= 0; place--) {
    if (!needed.has(place)) continue;
    for (const input of layers[place].inputs) needed.add(input);
  }
  return layers.slice(0, last + 1).map((layer, place) => (needed.has(place) ? layer : null));
}
