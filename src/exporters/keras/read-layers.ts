import { refusal } from '../network/layers-json.ts';
import type { Activation, Network, Operation, ValueId } from '../network/types.ts';
import { IMAGE } from '../network/types.ts';
import type { LayerJson, LayerOf } from './layer-schema.ts';
import { convolutionOf } from './read-convolution.ts';
import { isOnePlace, LayerValues, type Value } from './read-values.ts';
import type { StoredWeights } from './read-weights.ts';

/**
 * Layers, each after those it reads, as operations: the writer's work backwards. A layer bears the
 * name of its operation; a ReLU goes into the operation that only it reads.
 * Throws a Refusal, `bad-graph` or `bad-weights`.
 * @returns also, by operation, the layer that gives its result.
 */
export function readLayers(
  layers: readonly LayerJson[],
  weights: StoredWeights,
): Pick<Network, 'size' | 'centre' | 'operations'> & { results: string[] } {
  const reader = new LayerReader(layers, weights);
  for (const layer of layers) reader.read(layer);
  const { size, centre, operations, results } = reader;
  if (centre === null) throw refusal('layers', 'nothing centres the picture');
  return { size, centre, operations, results };
}

class LayerReader {
  size = 0;
  centre: Network['centre'] | null = null;
  readonly operations: Operation[] = [];
  readonly results: string[] = [];
  readonly #values: LayerValues;
  readonly #weights: StoredWeights;

  constructor(layers: readonly LayerJson[], weights: StoredWeights) {
    this.#weights = weights;
    this.#values = new LayerValues(layers);
  }

  read(layer: LayerJson): void {
    this.#values.set(layer.name, this.#valueOf(layer));
  }

  #valueOf(layer: LayerJson): Value {
    switch (layer.class_name) {
      case 'InputLayer':
        return this.#picture(layer);
      case 'Rescaling':
        return this.#centred(layer);
      case 'ZeroPadding2D':
        return this.#padded(layer);
      case 'Conv2D':
      case 'DepthwiseConv2D':
        return this.#add(convolutionOf(layer, this.#values.image(layer), this.#weights));
      case 'ReLU':
        return this.#activated(layer);
      case 'Add':
      case 'Multiply':
        return this.#combined(layer);
      case 'GlobalAveragePooling2D': {
        const { id, shape } = this.#values.places(layer);
        const { name } = layer;
        return this.#addRow({ kind: 'average', name, input: id, shape: [1, 1, shape[2]] });
      }
      case 'Reshape':
        return this.#reshaped(layer);
      case 'Dense':
        return this.#dense(layer);
      case 'Softmax': {
        const { id, features } = this.#values.row(layer);
        const { name } = layer;
        return this.#addRow({ kind: 'softmax', name, input: id, shape: [1, 1, features] });
      }
    }
  }

  #picture({ name, config: { shape } }: LayerOf<'InputLayer'>): Value {
    const [height, width, channels] = shape;
    if (shape.length !== 3 || height === undefined || height !== width || channels !== 3) {
      throw refusal(name, `pictures of shape [${shape}]`);
    }
    this.size = height;
    return { kind: 'raw', shape };
  }

  #centred(layer: LayerOf<'Rescaling'>): Value {
    const value = this.#values.input(layer);
    if (value.kind !== 'raw' || this.centre) throw refusal(layer.name, 'not of the picture');
    const { offset } = layer.config;
    const [red, green, blue] = typeof offset === 'number' ? [offset, offset, offset] : offset;
    this.centre = [0 - red, 0 - green, 0 - blue];
    return { kind: 'made', id: IMAGE, shape: value.shape };
  }

  #padded(layer: LayerOf<'ZeroPadding2D'>): Value {
    const { id, shape } = this.#values.places(layer);
    const [[top, bottom], [left, right]] = layer.config.padding;
    const [height, width, channels] = shape;
    return {
      kind: 'padded',
      image: { id, shape, padding: { top, bottom, left, right } },
      shape: [height + top + bottom, width + left + right, channels],
    };
  }

  #activated(layer: LayerOf<'ReLU'>): Value {
    const value = this.#values.input(layer);
    const made = value.kind === 'made' ? this.operations[value.id] : undefined;
    const [{ layer: from }] = layer.inbound_nodes;
    if (value.kind !== 'made' || made?.name !== from || this.#values.readers(from) !== 1) {
      throw refusal(layer.name, 'not of an operation that only it reads');
    }
    const activation = layer.config.max_value === undefined ? 'relu' : 'relu6';
    this.operations[value.id] = withActivation(made, activation);
    this.results[value.id] = layer.name;
    return value;
  }

  #combined(layer: LayerOf<'Add' | 'Multiply'>): Value {
    const { name, class_name } = layer;
    const [one, other] = [this.#values.places(layer, 0), this.#values.places(layer, 1)];
    const larger = isOnePlace(one.shape) ? other : one;
    for (const { shape } of [one, other]) {
      const fits = `${shape}` === `${larger.shape}` || isOnePlace(shape);
      if (!fits || shape[2] !== larger.shape[2]) {
        throw refusal(name, `[${one.shape}] with [${other.shape}]`);
      }
    }
    const kind = class_name === 'Add' ? 'add' : 'multiply';
    const inputs: [ValueId, ValueId] = [one.id, other.id];
    return this.#add({ kind, name, inputs, shape: larger.shape, activation: 'none' });
  }

  #reshaped(layer: LayerOf<'Reshape'>): Value {
    const value = this.#values.input(layer);
    const { target_shape: shape } = layer.config;
    const rows = [value.shape, shape].every(
      (sides) => sides.length === 1 || (sides.length === 3 && isOnePlace(sides)),
    );
    if (value.kind !== 'made' || !rows || value.shape.at(-1) !== shape.at(-1)) {
      throw refusal(layer.name, `[${value.shape}] to [${shape}]`);
    }
    return { ...value, shape };
  }

  #dense(layer: LayerOf<'Dense'>): Value {
    const { name, config } = layer;
    const { id, features } = this.#values.row(layer);
    return this.#addRow({
      kind: 'dense',
      name,
      input: id,
      shape: [1, 1, config.units],
      kernel: this.#weights.take(name, 0, [features, config.units]),
      bias: this.#weights.take(name, 1, [config.units]),
      activation: config.activation === 'relu' ? 'relu' : 'none',
    });
  }

  #add(operation: Operation): Value {
    const id = this.operations.push(operation) - 1;
    this.results.push(operation.name);
    return { kind: 'made', id, shape: operation.shape };
  }

  /** Adds what Keras gives the shape [features]. */
  #addRow(operation: Operation): Value {
    return { ...this.#add(operation), shape: operation.shape.slice(2) };
  }
}

function withActivation(operation: Operation, activation: Activation): Operation {
  if (!('activation' in operation) || operation.activation !== 'none') {
    throw refusal(operation.name, `${activation} of ${operation.kind}`);
  }
  if (operation.kind !== 'dense') return { ...operation, activation };
  if (activation === 'relu6') throw refusal(operation.name, 'relu6 of dense');
  return { ...operation, activation };
}
