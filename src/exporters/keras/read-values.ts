import { refusal } from '../network/layers-json.ts';
import type { Padding, ValueId } from '../network/types.ts';
import type { LayerJson } from './layer-schema.ts';
import type { ReadImage } from './read-convolution.ts';

/** What a layer gives, with the shape that Keras gives it: [height, width, channels] or [features]. */
export type Value = { shape: readonly number[] } & (
  | { kind: 'raw' }
  | { kind: 'made'; id: ValueId }
  /** Zeros around an image, for the convolution that reads them. */
  | { kind: 'padded'; image: ReadImage }
);

const NO_PADDING: Padding = { top: 0, bottom: 0, left: 0, right: 0 };

export function isOnePlace([height, width]: readonly number[]): boolean {
  return height === 1 && width === 1;
}

/** What the layers give, as far as they have been read; what a layer may not read is a Refusal, `bad-graph`. */
export class LayerValues {
  readonly #values = new Map<string, Value>();
  readonly #readers = new Map<string, number>();

  constructor(layers: readonly LayerJson[]) {
    for (const { layer } of layers.flatMap(({ inbound_nodes }) => inbound_nodes)) {
      this.#readers.set(layer, this.readers(layer) + 1);
    }
  }

  set(layer: string, value: Value): void {
    this.#values.set(layer, value);
  }

  /** How many times a layer is read. */
  readers(layer: string): number {
    return this.#readers.get(layer) ?? 0;
  }

  /** What a layer reads, which must have the shape that the layer takes it for, if it says any. */
  input({ name, inbound_nodes }: LayerJson, at = 0): Value {
    const input = inbound_nodes[at];
    const value = input && this.#values.get(input.layer);
    if (value === undefined) throw refusal(name, 'reads what comes later');
    const wanted = input?.shape ?? value.shape;
    if (`${value.shape}` !== `${wanted}`) {
      throw refusal(name, `reads [${value.shape}] as [${wanted}]`);
    }
    return value;
  }

  /** The same where it must be an image, perhaps with zeros around it. */
  image(layer: LayerJson): ReadImage {
    const value = this.input(layer);
    return value.kind === 'padded' ? value.image : this.places(layer);
  }

  /** The same where it must be an image without zeros around it. */
  places(layer: LayerJson, at = 0): ReadImage {
    const value = this.input(layer, at);
    const [height = 0, width = 0, channels = 0, ...others] = value.shape;
    if (value.kind !== 'made' || channels === 0 || others.length > 0) {
      throw refusal(layer.name, `reads ${value.kind} [${value.shape}]`);
    }
    return { id: value.id, shape: [height, width, channels], padding: NO_PADDING };
  }

  /** The same where it must be a vector. */
  row(layer: LayerJson): { id: ValueId; features: number } {
    const value = this.input(layer);
    const [features, ...others] = value.shape;
    if (value.kind !== 'made' || features === undefined || others.length > 0) {
      throw refusal(layer.name, `reads ${value.kind} [${value.shape}]`);
    }
    return { id: value.id, features };
  }
}
