import { Message } from './protobuf.ts';

/**
 * The messages of an ONNX file. Field numbers and enums are those of onnx.proto
 * (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto), whose repeated integers are not packed.
 */

/** Number of a TensorProto.DataType. */
const FLOAT = 1;
const INT64 = 7;

/** Number of an AttributeProto.AttributeType. */
const INT = 2;
const INTS = 7;

/** A whole number, or several. */
export type Attributes = Record<string, number | readonly number[]>;

/** NodeProto: one operator. Its name is that of its output. */
export function node(
  operator: string,
  inputs: readonly string[],
  output: string,
  attributes: Attributes = {},
): Message {
  return new Message()
    .texts(1, inputs)
    .text(2, output)
    .text(3, output)
    .text(4, operator)
    .messages(
      5,
      Object.entries(attributes).map(([name, value]) => attribute(name, value)),
    );
}

function attribute(name: string, value: number | readonly number[]): Message {
  const message = new Message().text(1, name);
  return typeof value === 'number'
    ? message.integer(3, value).integer(20, INT)
    : message.integers(8, value).integer(20, INTS);
}

/** TensorProto of float32, row-major; no dimensions: a scalar. */
export function floats(
  name: string,
  dimensions: readonly number[],
  values: Float32Array<ArrayBuffer>,
): Message {
  return tensor(name, FLOAT, dimensions, values);
}

/** TensorProto of one dimension. */
export function integers(name: string, values: readonly number[]): Message {
  return tensor(name, INT64, [values.length], BigInt64Array.from(values, BigInt));
}

/** `raw_data` is little-endian, as is every machine that runs a browser. */
function tensor(
  name: string,
  type: number,
  dimensions: readonly number[],
  { buffer, byteOffset, byteLength }: Float32Array<ArrayBuffer> | BigInt64Array<ArrayBuffer>,
): Message {
  return new Message()
    .integers(1, dimensions)
    .integer(2, type)
    .text(8, name)
    .bytes(9, new Uint8Array(buffer, byteOffset, byteLength));
}

/** ValueInfoProto of a float32 input or output. @param shape text stands for a length that is free. */
export function value(name: string, shape: readonly (number | string)[]): Message {
  const dimensions = shape.map((length) =>
    typeof length === 'number' ? new Message().integer(1, length) : new Message().text(2, length),
  );
  const tensorType = new Message()
    .integer(1, FLOAT)
    .message(2, new Message().messages(1, dimensions));
  return new Message().text(1, name).message(2, new Message().message(1, tensorType));
}

/** GraphProto. Nodes stand in an order in which each has its inputs made before it. */
export function graph(
  name: string,
  parts: { nodes: Message[]; initializers: Message[]; inputs: Message[]; outputs: Message[] },
): Message {
  return new Message()
    .messages(1, parts.nodes)
    .text(2, name)
    .messages(5, parts.initializers)
    .messages(11, parts.inputs)
    .messages(12, parts.outputs);
}

/** ModelProto, with the operators of ONNX's own domain. */
export function model(
  body: Message,
  facts: {
    irVersion: number;
    opset: number;
    producer: string;
    producerVersion: string;
    metadata: Readonly<Record<string, string>>;
  },
): Message {
  const properties = Object.entries(facts.metadata).map(([key, text]) =>
    new Message().text(1, key).text(2, text),
  );
  return new Message()
    .integer(1, facts.irVersion)
    .text(2, facts.producer)
    .text(3, facts.producerVersion)
    .message(7, body)
    .message(8, new Message().text(1, '').integer(2, facts.opset))
    .messages(14, properties);
}
