import { type ReadNode, type ReadTensor, refuseWeights } from './read-messages.ts';

/** The constants of a file, as its nodes take them. Throws a Refusal, `bad-weights`. */
export class ReadTensors {
  readonly #tensors: ReadonlyMap<string, ReadTensor>;
  readonly #taken = new Set<string>();

  constructor(tensors: ReadonlyMap<string, ReadTensor>) {
    this.#tensors = tensors;
  }

  has(name: string | undefined): boolean {
    return name !== undefined && this.#tensors.has(name);
  }

  /** Numbers of a shape that is known. */
  floats(node: ReadNode, at: number, shape: readonly number[]): Float32Array<ArrayBuffer> {
    const { kind, dimensions, values } = this.#take(node, at);
    if (kind !== 'floats' || `${dimensions}` !== `${shape}`) {
      refuseWeights(`${node.output}: ${kind} [${dimensions}], not floats [${shape}]`);
    }
    // A constant may be read by several.
    return values.slice();
  }

  /** How many numbers a constant of one dimension has. */
  length(node: ReadNode, at: number): number {
    const { dimensions } = this.#take(node, at);
    const [length = 0, ...more] = dimensions;
    if (length === 0 || more.length > 0) refuseWeights(`${node.output}: [${dimensions}]`);
    return length;
  }

  /** The dimensions of a constant that has four. */
  shape(node: ReadNode, at: number): [number, number, number, number] {
    const { dimensions } = this.#take(node, at);
    const [one = 0, two = 0, three = 0, four = 0, ...more] = dimensions;
    const whole = dimensions.every((length) => length > 0) && dimensions.length === 4;
    if (!whole || more.length > 0) refuseWeights(`${node.output}: [${dimensions}]`);
    return [one, two, three, four];
  }

  scalar(node: ReadNode, at: number): number {
    const [value = Number.NaN] = this.floats(node, at, []);
    return value;
  }

  /** Whole numbers; those that are wanted, if any are. */
  list(node: ReadNode, at: number, wanted?: readonly number[]): number[] {
    const { kind, dimensions, values } = this.#take(node, at);
    if (kind !== 'integers' || dimensions.length !== 1 || `${wanted ?? values}` !== `${values}`) {
      refuseWeights(`${node.output}: ${kind} [${dimensions}], not ${wanted ?? 'a list'}`);
    }
    return values;
  }

  /** Refuses constants that no node takes. */
  finish(): void {
    for (const name of this.#tensors.keys()) {
      if (!this.#taken.has(name)) refuseWeights(`nobody reads ${name}`);
    }
  }

  #take({ inputs, output }: ReadNode, at: number): ReadTensor {
    const name = inputs[at] ?? '';
    const tensor = this.#tensors.get(name);
    if (tensor === undefined) refuseWeights(`${output}: no constant ${name}`);
    this.#taken.add(name);
    return tensor;
  }
}
