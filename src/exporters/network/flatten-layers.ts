import type * as v from 'valibot';
import {
  FunctionalConfig,
  type LayerJson,
  type LayerUse,
  MAX_LAYERS,
  parsed,
  refusal,
  SequentialConfig,
  TopologySchema,
} from './layers-json.ts';

/** A layer that is no model itself. */
export interface FlatLayer {
  name: string;
  className: string;
  config: unknown;
  /** Places in the list. */
  inputs: number[];
}

/** Keras nests two or three models; each level costs stack. */
const MAX_DEPTH = 10;

/** The layers that a layers model needs for its output, models in models opened up, each after its inputs. */
export function flattenLayers(topology: unknown): FlatLayer[] {
  const list = new FlatList();
  list.addModel(parsed('modelTopology', TopologySchema, topology), null);
  return list.layers;
}

class FlatList {
  readonly layers: FlatLayer[] = [];
  #depth = 0;

  /**
   * @param input the place of what a nested model reads; null for the outermost.
   * @returns the place of the output.
   */
  addModel(model: LayerJson, input: number | null): number {
    const { class_name, config } = model;
    if (!isModel(model)) throw refusal('modelTopology', `${class_name} is no model`);
    if (this.#depth >= MAX_DEPTH) throw refusal('modelTopology', 'models in models in models');
    this.#depth += 1;
    const output =
      class_name === 'Sequential'
        ? this.#addSequence(parsed(class_name, SequentialConfig, config).layers, input)
        : this.#addFunctional(parsed(class_name, FunctionalConfig, config), input);
    this.#depth -= 1;
    return output;
  }

  #addSequence(layers: readonly LayerJson[], input: number | null): number {
    let at = input;
    for (const layer of layers) {
      // The first layer may tell the input's shape itself.
      if (at === null && !isModel(layer) && layer.class_name !== 'InputLayer') {
        at = this.#add({ ...layer, class_name: 'InputLayer', name: 'input' }, []);
      }
      at = this.#addLayer(layer, at === null ? [] : [at]);
    }
    return at ?? 0;
  }

  #addFunctional(
    { layers, input_layers, output_layers }: v.InferOutput<typeof FunctionalConfig>,
    input: number | null,
  ): number {
    const byName = new Map(layers.map((layer) => [nameOf(layer), layer]));
    const places = new Map<string, number | 'entered'>();
    if (input !== null) places.set(input_layers[0][0], input);
    const placeOf = ([name, use, output]: LayerUse): number => {
      const known = places.get(name);
      if (known === 'entered') throw refusal(name, 'a cycle');
      if (known !== undefined) return known;
      const layer = byName.get(name);
      if (!layer) throw refusal(name, 'no such layer');
      const uses = layer.inbound_nodes ?? [];
      if (uses.length > 1 || use !== 0 || output !== 0) throw refusal(name, 'used more than once');
      places.set(name, 'entered');
      const place = this.#addLayer(layer, (uses[0] ?? []).map(placeOf));
      places.set(name, place);
      return place;
    };
    return placeOf(output_layers[0]);
  }

  #addLayer(layer: LayerJson, inputs: number[]): number {
    if (!isModel(layer)) return this.#add(layer, inputs);
    if (inputs.length > 1) throw refusal(nameOf(layer), `a model of ${inputs.length} inputs`);
    return this.addModel(layer, inputs[0] ?? null);
  }

  #add(layer: LayerJson, inputs: number[]): number {
    const name = nameOf(layer);
    if (this.layers.length >= MAX_LAYERS) throw refusal(name, `more than ${MAX_LAYERS} layers`);
    const { class_name: className, config } = layer;
    return this.layers.push({ name, className, config, inputs }) - 1;
  }
}

function isModel({ class_name }: LayerJson): boolean {
  return class_name === 'Sequential' || class_name === 'Model' || class_name === 'Functional';
}

/** In a functional model beside the config, in a Sequential only within. */
function nameOf({ name, config, class_name }: LayerJson): string {
  const inner = !Array.isArray(config) && typeof config.name === 'string' ? config.name : null;
  return name ?? inner ?? class_name;
}
