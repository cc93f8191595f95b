import { refuseWeights } from './hdf5-cursor.ts';
import type { ReadDataset } from './hdf5-reader.ts';
import type { LayerJson } from './layer-schema.ts';

/** The datasets of a file, to be taken by the layers that they belong to. */
export class StoredWeights {
  readonly #datasets: ReadonlyMap<string, ReadDataset>;
  readonly #pathOf: (layer: string, variable: number) => string;
  readonly #taken = new Set<string>();

  /** @param pathOf where Keras looks for a layer's variable, from 0 in the order in which it makes them. */
  constructor(
    datasets: ReadonlyMap<string, ReadDataset>,
    pathOf: (layer: string, variable: number) => string,
  ) {
    this.#datasets = datasets;
    this.#pathOf = pathOf;
  }

  /**
   * One variable of a layer. Throws a Refusal, `bad-weights`, where it is missing, has another shape
   * or a number that is not finite.
   */
  take(layer: string, variable: number, shape: readonly number[]): Float32Array<ArrayBuffer> {
    const path = this.#pathOf(layer, variable);
    const dataset = this.#datasets.get(path);
    if (dataset === undefined) refuseWeights(`${layer}: no ${path}`);
    if (`${dataset.shape}` !== `${shape}`) {
      refuseWeights(`${layer}: ${path} is [${dataset.shape}], not [${shape}]`);
    }
    if (!dataset.values.every(Number.isFinite)) refuseWeights(`${layer}: ${path} is not finite`);
    this.#taken.add(path);
    return dataset.values;
  }

  /** Throws a Refusal where a dataset has not been taken: it stands where Keras does not look. */
  finish(): void {
    for (const path of this.#datasets.keys()) {
      if (!this.#taken.has(path)) refuseWeights(`${path} belongs to no layer`);
    }
  }
}

/**
 * `model.weights.h5` as Keras 3 looks into it: a layer's group bears the name of its class, with a
 * number from the second of a class on, counted in the order of `model.layers`; in it `vars` has the
 * layer's variables by number (`_save_container_state` in keras/src/saving/saving_lib.py,
 * `save_own_variables` in keras/src/layers/layer.py).
 * @param layers in Keras' order.
 */
export function weightsByClass(
  datasets: ReadonlyMap<string, ReadDataset>,
  layers: readonly LayerJson[],
): StoredWeights {
  const folders = new Map<string, string>();
  const used = new Map<string, number>();
  for (const { name, class_name } of layers) {
    const snake = toSnakeCase(class_name);
    const before = used.get(snake);
    used.set(snake, before === undefined ? 0 : before + 1);
    const folder = before === undefined ? snake : `${snake}_${before + 1}`;
    folders.set(name, `/layers/${folder}/vars`);
  }
  return new StoredWeights(datasets, (layer, variable) => `${folders.get(layer)}/${variable}`);
}

/** `to_snake_case` of keras/src/utils/naming.py. */
function toSnakeCase(name: string): string {
  return name
    .replace(/\W+/g, '')
    .replace(/(.)([A-Z][a-z]+)/g, '$1_$2')
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase();
}
