import type { Activation } from '../network/types.ts';
import type { KerasLayer } from './keras-layer.ts';

/** Layers as they are made, each after those it needs. */
export class LayerList {
  readonly layers: KerasLayer[] = [];
  readonly #taken: Set<string>;

  /** @param taken names that `free` must not give away. */
  constructor(taken: Iterable<string>) {
    this.#taken = new Set(taken);
  }

  /** A name that nobody has, like the one wanted. */
  free(wanted: string): string {
    let name = wanted;
    for (let number = 2; this.#taken.has(name); number++) name = `${wanted}_${number}`;
    this.#taken.add(name);
    return name;
  }

  add(
    className: string,
    name: string,
    rest: Pick<KerasLayer, 'shape'> & Partial<KerasLayer>,
  ): KerasLayer {
    const layer: KerasLayer = { config: {}, inputs: [], weights: [], ...rest, className, name };
    this.layers.push(layer);
    return layer;
  }

  /** A layer's activation as a layer of its own: Keras 2 has no name for relu6. */
  activated(input: KerasLayer, activation: Activation): KerasLayer {
    if (activation === 'none') return input;
    const { name, shape } = input;
    const config = activation === 'relu6' ? { max_value: 6 } : {};
    return this.add('ReLU', this.free(`${name}_${activation}`), { config, inputs: [input], shape });
  }

  reshaped(input: KerasLayer, shape: number[]): KerasLayer {
    const name = this.free(`${input.name}_reshaped`);
    return this.add('Reshape', name, { config: { target_shape: shape }, inputs: [input], shape });
  }
}
