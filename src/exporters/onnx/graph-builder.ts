import { type Attributes, floats, integers, node } from './onnx-messages.ts';
import type { Message } from './protobuf.ts';

/** Nodes and constants of a graph in the making; sees to it that no two tensors share a name. */
export class GraphBuilder {
  readonly nodes: Message[] = [];
  readonly initializers: Message[] = [];
  private readonly taken: Set<string>;
  private readonly shared = new Map<string, string>();

  /** @param reserved names of the inputs and outputs. */
  constructor(reserved: readonly string[]) {
    this.taken = new Set(reserved);
  }

  /** @returns the name of the node's output: the one wished for, or one like it. */
  node(operator: string, inputs: readonly string[], wish: string, attributes?: Attributes): string {
    const name = this.unique(wish);
    this.nodes.push(node(operator, inputs, name, attributes));
    return name;
  }

  weights(wish: string, dimensions: readonly number[], values: Float32Array<ArrayBuffer>): string {
    const name = this.unique(wish);
    this.initializers.push(floats(name, dimensions, values));
    return name;
  }

  /** A constant without dimensions, written once for all who want it. */
  scalar(value: number): string {
    return this.once(`number_${value}`, (name) => floats(name, [], Float32Array.of(value)));
  }

  /** A list of whole numbers, written once for all who want it. */
  list(values: readonly number[]): string {
    return this.once(`list_${values.join('_')}`, (name) => integers(name, values));
  }

  private once(key: string, make: (name: string) => Message): string {
    const known = this.shared.get(key);
    if (known !== undefined) return known;
    const name = this.unique(key);
    this.initializers.push(make(name));
    this.shared.set(key, name);
    return name;
  }

  private unique(wish: string): string {
    let name = wish;
    for (let count = 2; this.taken.has(name); count++) name = `${wish}_${count}`;
    this.taken.add(name);
    return name;
  }
}
