import { refusal } from '../network/layers-json.ts';
import { Refusal } from '../network/refusal.ts';
import { ReadMessage } from './read-protobuf.ts';

/** What `onnx-messages.ts` writes, read back; field numbers are explained there. */
export interface ReadModel {
  nodes: ReadNode[];
  tensors: ReadonlyMap<string, ReadTensor>;
  input: ReadValue;
  output: ReadValue;
}

export interface ReadNode {
  operator: string;
  inputs: string[];
  output: string;
  attributes: ReadonlyMap<string, number | number[]>;
}

export type ReadTensor = { dimensions: number[] } & (
  | { kind: 'floats'; values: Float32Array<ArrayBuffer> }
  | { kind: 'integers'; values: number[] }
);

/** An input or output of float32. */
export interface ReadValue {
  name: string;
  /** null: a length that is free. */
  shape: (number | null)[];
}

/** What files of ours say of the operators that they are written in. */
export interface Dialect {
  irVersion: number;
  opset: number;
}

/** Throws a Refusal, `bad-graph` or `bad-weights`. */
export function readModel(file: Uint8Array, { irVersion, opset }: Dialect): ReadModel {
  const model = new ReadMessage(file, [1, 2, 3, 7, 8, 14]);
  const operators = new ReadMessage(model.message(8), [1, 2]);
  const dialect = [model.number(1), operators.text(1), operators.number(2)];
  if (`${dialect}` !== `${[irVersion, '', opset]}`) throw refusal('model.onnx', `is of ${dialect}`);
  const graph = new ReadMessage(model.message(7), [1, 2, 5, 11, 12]);
  const tensors = graph.bytes(5).map(tensorOf);
  const named = new Map(tensors);
  if (named.size !== tensors.length) throw refusal('model.onnx', 'two tensors of one name');
  return {
    nodes: graph.bytes(1).map(nodeOf),
    tensors: named,
    input: readValue(graph.message(11)),
    output: readValue(graph.message(12)),
  };
}

function nodeOf(bytes: Uint8Array): ReadNode {
  const node = new ReadMessage(bytes, [1, 2, 3, 4, 5]);
  const attributes = node.bytes(5).map(attributeOf);
  return {
    operator: node.text(4),
    inputs: node.texts(1),
    output: node.text(2),
    attributes: new Map(attributes),
  };
}

function attributeOf(bytes: Uint8Array): [string, number | number[]] {
  const attribute = new ReadMessage(bytes, [1, 3, 8, 20]);
  const name = attribute.text(1);
  switch (attribute.number(20)) {
    case 2:
      return [name, attribute.number(3)];
    case 7:
      return [name, attribute.numbers(8)];
    default:
      throw refusal(name, 'an attribute of another type');
  }
}

function tensorOf(bytes: Uint8Array): [string, ReadTensor] {
  const tensor = new ReadMessage(bytes, [1, 2, 8, 9]);
  const name = tensor.text(8);
  const dimensions = tensor.numbers(1);
  // Aligned.
  const raw = tensor.message(9).slice().buffer;
  const type = tensor.number(2);
  const width = type === 1 ? 4 : 8;
  const length = dimensions.reduce((product, dimension) => product * dimension, 1);
  if ((type !== 1 && type !== 7) || raw.byteLength !== width * length) {
    refuseWeights(`${name}: ${raw.byteLength} bytes for [${dimensions}] of type ${type}`);
  }
  if (type === 7) {
    const values = Array.from(new BigInt64Array(raw), Number);
    return [name, { kind: 'integers', dimensions, values }];
  }
  const values = new Float32Array(raw);
  if (!values.every(Number.isFinite)) refuseWeights(`${name} is not finite`);
  return [name, { kind: 'floats', dimensions, values }];
}

function readValue(bytes: Uint8Array): ReadValue {
  const value = new ReadMessage(bytes, [1, 2]);
  const name = value.text(1);
  const type = new ReadMessage(new ReadMessage(value.message(2), [1]).message(1), [1, 2]);
  if (type.number(1) !== 1) throw refusal(name, 'is not of float32');
  const shape = new ReadMessage(type.message(2), [1]).bytes(1).map((each) => {
    const [length = null] = new ReadMessage(each, [1, 2]).numbers(1);
    return length;
  });
  return { name, shape };
}

/** Throws the Refusal of a tensor that is not as it should be. */
export function refuseWeights(detail: string): never {
  throw new Refusal({ kind: 'bad-weights', detail: `model.onnx: ${detail}` });
}
