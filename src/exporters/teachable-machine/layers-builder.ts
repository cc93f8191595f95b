import type { Weight } from '../weight-layout.ts';

/** A layer as a layers model's `modelTopology` holds it. */
export interface LayerJson {
  class_name: string;
  name?: string;
  config: Record<string, unknown>;
  /** In a functional model only. */
  inbound_nodes?: unknown[];
}

export interface LayerWeight {
  shape: number[];
  values: Float32Array<ArrayBuffer>;
}

/** Collects the layers of a Keras model, and their weights under the names that TensorFlow.js looks for. */
export class LayersBuilder {
  readonly layers: LayerJson[] = [];
  readonly weights: Weight[] = [];
  readonly #taken: Set<string>;

  /** @param taken names of layers elsewhere in the model: weights are found by `layer/weight` alone. */
  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  /** Adds a layer to a functional model and returns the name that it got. */
  add(
    name: string,
    className: string,
    inputs: readonly string[],
    config: Record<string, unknown> = {},
    weights: Record<string, LayerWeight> = {},
  ): string {
    const free = this.#free(name);
    this.layers.push({
      name: free,
      class_name: className,
      config: { ...config, name: free, trainable: true },
      inbound_nodes: inputs.length === 0 ? [] : [inputs.map((input) => [input, 0, 0, {}])],
    });
    this.addWeights(free, weights);
    return free;
  }

  addWeights(layer: string, weights: Record<string, LayerWeight>): void {
    for (const [name, { shape, values }] of Object.entries(weights)) {
      this.weights.push({
        spec: { name: `${layer}/${name}`, shape, dtype: 'float32' },
        bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
      });
    }
  }

  #free(wanted: string): string {
    let name = wanted;
    for (let number = 1; this.#taken.has(name); number++) name = `${wanted}_${number}`;
    this.#taken.add(name);
    return name;
  }
}
