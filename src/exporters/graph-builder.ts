import type { GraphNode, WeightSpec } from '../backbone/types.ts';
import type { Weight } from './weight-layout.ts';

const DT = { float32: { type: 'DT_FLOAT' }, int32: { type: 'DT_INT32' } } as const;
/** Attributes as model.json holds them; strings are in base64. */
export const FLOAT = { T: DT.float32 };
export const CHANNELS_LAST = { s: 'TkhXQw==' };

export function shapeAttr(shape: readonly number[]) {
  return { dim: shape.map((length) => ({ size: String(length) })) };
}

/** Collects the nodes and constants that an export adds to a backbone. */
export class GraphBuilder {
  readonly nodes: GraphNode[] = [];
  readonly weights: Weight[] = [];
  readonly #taken: Set<string>;

  /** @param taken names that the backbone uses; a new node that wants one of them gets a number. */
  constructor(taken: Iterable<string> = []) {
    this.#taken = new Set(taken);
  }

  /** Adds a node and returns the name that it got. */
  add(name: string, op: string, input: string[], attr: Record<string, unknown> = FLOAT): string {
    const free = this.#free(name);
    this.nodes.push({ name: free, op, ...(input.length > 0 && { input }), attr });
    return free;
  }

  /** Adds a constant with its values and returns the name that it got. */
  constant(
    name: string,
    shape: number[],
    values: Float32Array<ArrayBuffer> | Int32Array<ArrayBuffer>,
  ): string {
    const dtype = values instanceof Int32Array ? 'int32' : 'float32';
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    return this.#weight({ name, shape, dtype }, bytes);
  }

  /** Adds a float32 constant that is stored in fewer bits. */
  quantised(
    name: string,
    shape: number[],
    bytes: Uint8Array<ArrayBuffer>,
    quantization: WeightSpec['quantization'],
  ): string {
    return this.#weight(
      { name, shape, dtype: 'float32', ...(quantization && { quantization }) },
      bytes,
    );
  }

  #weight(spec: WeightSpec & { dtype: keyof typeof DT }, bytes: Uint8Array<ArrayBuffer>): string {
    const type = DT[spec.dtype];
    const tensor = { dtype: type.type, tensorShape: shapeAttr(spec.shape) };
    const free = this.add(spec.name, 'Const', [], { dtype: type, value: { tensor } });
    this.weights.push({ spec: { ...spec, name: free }, bytes });
    return free;
  }

  #free(wanted: string): string {
    let name = wanted;
    for (let number = 1; this.#taken.has(name); number++) name = `${wanted}_${number}`;
    this.#taken.add(name);
    return name;
  }
}
