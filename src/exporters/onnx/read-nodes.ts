import { refusal } from '../network/layers-json.ts';
import {
  type Activation,
  IMAGE,
  type Network,
  type Operation,
  type Padding,
  type ValueId,
} from '../network/types.ts';
import { INPUT } from './onnx-model.ts';
import { readConvolution } from './read-convolution.ts';
import type { ReadNode, ReadTensor } from './read-messages.ts';
import { ReadTensors } from './read-tensors.ts';

/** What a node gives. `padded` and `scaled` are halves of an operation, for the node that reads them. */
type Value =
  | { kind: 'raw' }
  | { kind: 'centred' }
  | { kind: 'image'; id: ValueId; shape: Operation['shape'] }
  | { kind: 'padded'; id: ValueId; shape: Operation['shape']; padding: Padding }
  | { kind: 'scaled'; id: ValueId; shape: Operation['shape']; factor: Float32Array<ArrayBuffer> }
  | { kind: 'row'; id: ValueId; features: number };

const NO_PADDING: Padding = { top: 0, bottom: 0, left: 0, right: 0 };

/** Nodes, each after those it reads, as operations: the work of `NetworkNodes` backwards. */
export class NodeReader {
  readonly #operations: Operation[] = [];
  readonly #values = new Map<string, Value>([[INPUT, { kind: 'raw' }]]);
  readonly #readers = new Map<string, number>();
  readonly #tensors: ReadTensors;
  readonly #size: number;
  #centre: Network['centre'] | null = null;

  /** @param size height and width of the picture. */
  constructor(tensors: ReadonlyMap<string, ReadTensor>, nodes: readonly ReadNode[], size: number) {
    this.#tensors = new ReadTensors(tensors);
    this.#size = size;
    for (const input of nodes.flatMap(({ inputs }) => inputs)) {
      this.#readers.set(input, (this.#readers.get(input) ?? 0) + 1);
    }
  }

  /** Throws a Refusal, `bad-graph` or `bad-weights`, of a node that is not as it would be written. */
  read(node: ReadNode): void {
    const { output } = node;
    if (this.#values.has(output) || this.#tensors.has(output)) throw refusal(output, 'made twice');
    this.#values.set(output, this.#valueOf(node));
  }

  /** What has been read, of which the last must be called `output`. */
  finish(output: string): { operations: Operation[]; centre: Network['centre'] } {
    const value = this.#values.get(output);
    const last = value?.kind === 'row' && value.id === this.#operations.length - 1;
    if (!last || this.#centre === null) throw refusal(output, 'not what the last node gives');
    const unread = [...this.#values.keys()].find(
      (name) => name !== output && !this.#readers.has(name),
    );
    if (unread !== undefined) throw refusal(unread, 'read by nobody');
    this.#tensors.finish();
    return { operations: this.#operations, centre: this.#centre };
  }

  #valueOf(node: ReadNode): Value {
    switch (node.operator) {
      case 'Sub':
        return this.#centred(node);
      case 'Transpose':
        return this.#channelsFirst(node);
      case 'Pad':
        return this.#padded(node);
      case 'Conv':
        return this.#convolution(node);
      case 'Relu':
        mustHave(node, 1);
        return this.#activated(node, 'relu');
      case 'Clip':
        mustHave(node, 3);
        if (`${[this.#tensors.scalar(node, 1), this.#tensors.scalar(node, 2)]}` !== '0,6') {
          throw refusal(node.output, 'not from 0 to 6');
        }
        return this.#activated(node, 'relu6');
      case 'Mul':
      case 'Add':
        return this.#combined(node);
      case 'GlobalAveragePool': {
        mustHave(node, 1);
        const { id, shape } = this.#image(node, 0);
        return this.#add({
          kind: 'average',
          name: node.output,
          input: id,
          shape: [1, 1, shape[2]],
        });
      }
      case 'Flatten': {
        mustHave(node, 1, { axis: 1 });
        const { id, shape } = this.#image(node, 0);
        if (!isOnePlace(shape)) throw refusal(node.output, `[${shape}] as a row`);
        return { kind: 'row', id, features: shape[2] };
      }
      case 'Unsqueeze': {
        mustHave(node, 2);
        this.#tensors.list(node, 1, [2, 3]);
        const { id, features } = this.#row(node);
        return { kind: 'image', id, shape: [1, 1, features] };
      }
      case 'Gemm':
        return this.#dense(node);
      case 'Softmax': {
        mustHave(node, 1, { axis: 1 });
        const { id, features } = this.#row(node);
        const shape: Operation['shape'] = [1, 1, features];
        return this.#addRow({ kind: 'softmax', name: node.output, input: id, shape });
      }
      default:
        throw refusal(node.output, `the operator ${node.operator}`);
    }
  }

  #centred(node: ReadNode): Value {
    mustHave(node, 2);
    if (this.#input(node, 0).kind !== 'raw') throw refusal(node.output, 'not of the picture');
    const [red = 0, green = 0, blue = 0] = this.#tensors.floats(node, 1, [3]);
    this.#centre = [red, green, blue];
    return { kind: 'centred' };
  }

  #channelsFirst(node: ReadNode): Value {
    mustHave(node, 1, { perm: [0, 3, 1, 2] });
    if (this.#input(node, 0).kind !== 'centred') throw refusal(node.output, 'not of the picture');
    return { kind: 'image', id: IMAGE, shape: [this.#size, this.#size, 3] };
  }

  #padded(node: ReadNode): Value {
    mustHave(node, 3);
    const { id, shape } = this.#image(node, 0);
    const zeros = this.#tensors.list(node, 1);
    const [, , top = 0, left = 0, , , bottom = 0, right = 0] = zeros;
    const whole = `${zeros}` === `${[0, 0, top, left, 0, 0, bottom, right]}`;
    const sound = [top, left, bottom, right].every((each) => each >= 0 && each <= 100);
    if (!whole || !sound || this.#tensors.scalar(node, 2) !== 0) {
      throw refusal(node.output, `padding of ${zeros}`);
    }
    return { kind: 'padded', id, shape, padding: { top, bottom, left, right } };
  }

  #convolution(node: ReadNode): Value {
    const value = this.#input(node, 0);
    const image =
      value.kind === 'padded' ? value : { ...this.#image(node, 0), padding: NO_PADDING };
    return this.#add(readConvolution(node, image, this.#tensors));
  }

  /** The operation before, which only this node reads, with an activation. */
  #activated(node: ReadNode, activation: Activation): Value {
    const value = this.#input(node, 0);
    const made = 'id' in value ? this.#operations[value.id] : undefined;
    const [from = ''] = node.inputs;
    const whole = value.kind === 'image' || value.kind === 'row';
    if (!made || !whole || made.name !== from || this.#readers.get(from) !== 1) {
      throw refusal(node.output, 'not of an operation that only it reads');
    }
    if (!('activation' in made) || made.activation !== 'none') {
      throw refusal(node.output, `${activation} of ${made.kind}`);
    }
    const name = node.output;
    if (made.kind !== 'dense') this.#operations[value.id] = { ...made, name, activation };
    else if (activation === 'relu') this.#operations[value.id] = { ...made, name, activation };
    else throw refusal(node.output, 'relu6 of dense');
    return value;
  }

  /** A sum or product of two images, or half of an affine: its factors or its offsets. */
  #combined(node: ReadNode): Value {
    mustHave(node, 2);
    const { operator, output: name } = node;
    const one = this.#input(node, 0);
    if (operator === 'Add' && one.kind === 'scaled') {
      const { id: input, shape, factor } = one;
      const offset = this.#tensors.floats(node, 1, [shape[2], 1, 1]);
      return this.#add({ kind: 'affine', name, input, shape, factor, offset, activation: 'none' });
    }
    const left = this.#image(node, 0);
    if (operator === 'Mul' && this.#tensors.has(node.inputs[1])) {
      const { id, shape } = left;
      const factor = this.#tensors.floats(node, 1, [shape[2], 1, 1]);
      return { kind: 'scaled', id, shape, factor };
    }
    const right = this.#image(node, 1);
    const { shape } = isOnePlace(left.shape) ? right : left;
    for (const each of [left.shape, right.shape]) {
      const fits = `${each}` === `${shape}` || isOnePlace(each);
      if (!fits || each[2] !== shape[2])
        throw refusal(name, `[${left.shape}] with [${right.shape}]`);
    }
    const kind = operator === 'Add' ? 'add' : 'multiply';
    return this.#add({ kind, name, inputs: [left.id, right.id], shape, activation: 'none' });
  }

  #dense(node: ReadNode): Value {
    mustHave(node, 3);
    const { id, features } = this.#row(node);
    const outputs = this.#tensors.length(node, 2);
    return this.#addRow({
      kind: 'dense',
      name: node.output,
      input: id,
      shape: [1, 1, outputs],
      kernel: this.#tensors.floats(node, 1, [features, outputs]),
      bias: this.#tensors.floats(node, 2, [outputs]),
      activation: 'none',
    });
  }

  #input({ inputs, output }: ReadNode, at: number): Value {
    const value = this.#values.get(inputs[at] ?? '');
    if (value === undefined) throw refusal(output, `reads ${inputs[at]}, which comes later`);
    return value;
  }

  #image(node: ReadNode, at: number): Value & { kind: 'image' } {
    const value = this.#input(node, at);
    if (value.kind !== 'image') throw refusal(node.output, `reads ${value.kind} as an image`);
    return value;
  }

  #row(node: ReadNode): Value & { kind: 'row' } {
    const value = this.#input(node, 0);
    if (value.kind !== 'row') throw refusal(node.output, `reads ${value.kind} as a row`);
    return value;
  }

  #add(operation: Operation): Value {
    return { kind: 'image', id: this.#operations.push(operation) - 1, shape: operation.shape };
  }

  #addRow(operation: Operation): Value {
    const [, , features] = operation.shape;
    return { kind: 'row', id: this.#operations.push(operation) - 1, features };
  }
}

/** Refuses a node with other inputs or attributes than it would be written with. */
function mustHave(
  { inputs, output, attributes }: ReadNode,
  count: number,
  wanted: Record<string, number | readonly number[]> = {},
): void {
  const given = [...attributes].map(([name, value]) => `${name} ${value}`);
  const right = Object.entries(wanted).map(([name, value]) => `${name} ${value}`);
  if (inputs.length !== count || `${given}` !== `${right}`) {
    throw refusal(output, `${inputs.length} inputs, ${given}`);
  }
}

function isOnePlace([height, width]: Operation['shape']): boolean {
  return height === 1 && width === 1;
}
