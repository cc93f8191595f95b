import { refusal } from '../network/layers-json.ts';
import type { FunctionalJson, LayerJson } from './layer-schema.ts';

/**
 * The layers as Keras sorts them into `model.layers`, which is not the order of the file: by the
 * longest way to the output, farthest first; of those equally far by when a walk back from the
 * output first comes by (`map_graph` in keras/src/ops/function.py of Keras 3, `_map_graph_network` in
 * keras/src/engine/functional.py of Keras 2). So each stands after those it reads.
 *
 * Throws a Refusal, `bad-graph`, for a layer that is named twice, missing, part of a circle or not
 * on a way to the output, and for an input that is none.
 */
export function layersInKerasOrder(model: FunctionalJson): LayerJson[] {
  const layers = byName(model);
  /** In the order of the walk; whether all that a layer reads has been walked, too. */
  const walked = new Map<LayerJson, 'begun' | 'done'>();
  const inputsFirst: LayerJson[] = [];
  const named = (name: string): LayerJson => {
    const layer = layers.get(name);
    if (layer === undefined) throw refusal('layers', `no layer ${name}`);
    return layer;
  };
  const walk = (layer: LayerJson): void => {
    const state = walked.get(layer);
    if (state === 'begun') throw refusal('layers', `${layer.name} reads itself`);
    if (state === 'done') return;
    walked.set(layer, 'begun');
    for (const input of layer.inbound_nodes) walk(named(input.layer));
    walked.set(layer, 'done');
    inputsFirst.push(layer);
  };
  walk(named(model.output_layers));

  const aside = model.layers.find((layer) => !walked.has(layer));
  if (aside !== undefined) throw refusal('layers', `nothing reads ${aside.name}`);
  const inputs = inputsFirst.filter(({ class_name }) => class_name === 'InputLayer');
  if (inputs.length !== 1 || inputs[0]?.name !== model.input_layers) {
    throw refusal('layers', `${model.input_layers} is not the only input`);
  }

  const distance = new Map(inputsFirst.map((layer) => [layer, 0]));
  const distanceOf = (layer: LayerJson) => distance.get(layer) ?? 0;
  for (const reader of inputsFirst.toReversed()) {
    for (const input of reader.inbound_nodes.map((input) => named(input.layer))) {
      distance.set(input, Math.max(distanceOf(input), distanceOf(reader) + 1));
    }
  }
  return [...walked.keys()].sort((one, other) => distanceOf(other) - distanceOf(one));
}

function byName({ layers }: FunctionalJson): Map<string, LayerJson> {
  const found = new Map<string, LayerJson>();
  for (const layer of layers) {
    const { name, config } = layer;
    if (config.name !== name) throw refusal('layers', `${name} is also ${config.name}`);
    if (found.has(name)) throw refusal('layers', `two layers ${name}`);
    found.set(name, layer);
  }
  return found;
}
