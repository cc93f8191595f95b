import { Builder, type Offset } from 'flatbuffers';
import {
  type Field,
  writeBytes,
  writeFloat32s,
  writeInt32s,
  writeInt64s,
  writeOffsets,
  writeTable,
} from './flatbuffer-table.ts';
import {
  FILE_IDENTIFIER,
  OPERATOR,
  OPTIONS,
  type OperatorName,
  SCHEMA_VERSION,
  TENSOR_TYPE,
  type TensorType,
} from './schema.ts';

/** real = scale · (stored − zeroPoint) */
export interface Quantization {
  /** One for all, or one for each place along `dimension`. */
  scales: ArrayLike<number>;
  zeroPoint: number;
  dimension: number;
}

export interface TfliteTensor {
  name: string;
  shape: readonly number[];
  type: TensorType;
  quantization: Quantization | null;
  /** Made when it is written, so that one copy of the weights is held at a time; null for what is calculated. */
  data: (() => ArrayBufferView) | null;
}

/** By its place in `tensors`. */
export type TensorId = number;

export interface TfliteOperator {
  name: OperatorName;
  version: number;
  inputs: TensorId[];
  outputs: TensorId[];
  options: readonly Field[];
}

/** What a .tflite file holds: one subgraph with one input and one output. */
export interface TfliteFile {
  description: string;
  tensors: TfliteTensor[];
  operators: TfliteOperator[];
  input: TensorId;
  output: TensorId;
  /** Named buffers beside the graph. */
  metadata: { name: string; bytes: Uint8Array }[];
}

/** As the converter does: kernels load weights with vector instructions. */
const ALIGNMENT = 16;
const ROOM_FOR_TABLES = 2 ** 18;

/**
 * The flatbuffer's bytes, in a buffer of the builder's. Slots are those of schema.fbs, in its order.
 * @param weightBytes about how much the data of all tensors is, so that the buffer need not grow.
 */
export function writeTflite(file: TfliteFile, weightBytes: number): Uint8Array {
  const builder = new Builder(weightBytes + ROOM_FOR_TABLES);
  // Buffer 0 is empty by convention: that of every tensor that is calculated.
  const buffers = [writeTable(builder, [])];
  const addBuffer = (bytes: Uint8Array) => {
    const data = writeBytes(builder, bytes, ALIGNMENT);
    return buffers.push(writeTable(builder, [[0, 'offset', data]])) - 1;
  };
  const tensors = file.tensors.map((tensor) => {
    const data = tensor.data?.();
    const buffer = data
      ? addBuffer(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
      : 0;
    return writeTensor(builder, tensor, buffer);
  });
  const metadata = file.metadata.map(({ name, bytes }) => {
    const buffer = addBuffer(bytes);
    const text = builder.createString(name);
    return writeTable(builder, [
      [0, 'offset', text],
      [1, 'int32', buffer],
    ]);
  });
  const codes = [...new Map(file.operators.map((one) => [codeKey(one), one])).values()];
  const keys = codes.map(codeKey);
  const operators = file.operators.map((one) =>
    writeOperator(builder, one, keys.indexOf(codeKey(one))),
  );
  const model = writeTable(builder, [
    [0, 'int32', SCHEMA_VERSION],
    [
      1,
      'offset',
      writeOffsets(
        builder,
        codes.map((one) => writeCode(builder, one)),
      ),
    ],
    [2, 'offset', writeOffsets(builder, [writeSubgraph(builder, file, tensors, operators)])],
    [3, 'offset', builder.createString(file.description)],
    [4, 'offset', writeOffsets(builder, buffers)],
    [6, 'offset', writeOffsets(builder, metadata)],
    [7, 'offset', writeOffsets(builder, [writeSignature(builder, file)])],
  ]);
  builder.finish(model, FILE_IDENTIFIER);
  return builder.asUint8Array();
}

function writeTensor(builder: Builder, tensor: TfliteTensor, buffer: number): Offset {
  const { name, shape, type, quantization } = tensor;
  const fields: Field[] = [
    [0, 'offset', writeInt32s(builder, shape)],
    [1, 'int8', TENSOR_TYPE[type]],
    [2, 'int32', buffer],
    [3, 'offset', builder.createString(name)],
    [8, 'int8', 1],
  ];
  if (quantization) fields.push([4, 'offset', writeQuantization(builder, quantization)]);
  return writeTable(builder, fields);
}

function writeQuantization(builder: Builder, quantization: Quantization): Offset {
  const { scales, zeroPoint, dimension } = quantization;
  return writeTable(builder, [
    [2, 'offset', writeFloat32s(builder, scales)],
    [
      3,
      'offset',
      writeInt64s(
        builder,
        Array.from(scales, () => zeroPoint),
      ),
    ],
    [6, 'int32', dimension],
  ]);
}

const codeKey = ({ name, version }: TfliteOperator) => `${name} ${version}`;

function writeCode(builder: Builder, { name, version }: TfliteOperator): Offset {
  return writeTable(builder, [
    [0, 'int8', OPERATOR[name]],
    [2, 'int32', version],
    [3, 'int32', OPERATOR[name]],
  ]);
}

function writeOperator(builder: Builder, operator: TfliteOperator, code: number): Offset {
  const { name, inputs, outputs, options } = operator;
  return writeTable(builder, [
    [0, 'int32', code],
    [1, 'offset', writeInt32s(builder, inputs)],
    [2, 'offset', writeInt32s(builder, outputs)],
    [3, 'int8', OPTIONS[name]],
    [4, 'offset', writeTable(builder, options)],
  ]);
}

function writeSubgraph(
  builder: Builder,
  { input, output }: TfliteFile,
  tensors: Offset[],
  operators: Offset[],
): Offset {
  return writeTable(builder, [
    [0, 'offset', writeOffsets(builder, tensors)],
    [1, 'offset', writeInt32s(builder, [input])],
    [2, 'offset', writeInt32s(builder, [output])],
    [3, 'offset', writeOffsets(builder, operators)],
    [4, 'offset', builder.createString('main')],
  ]);
}

/** So that runtimes can ask for the input and the output by name. */
function writeSignature(builder: Builder, { tensors, input, output }: TfliteFile): Offset {
  const named = (id: TensorId) => {
    const name = builder.createString(tensors[id]?.name ?? '');
    const tensor = writeTable(builder, [
      [0, 'offset', name],
      [1, 'int32', id],
    ]);
    return writeOffsets(builder, [tensor]);
  };
  return writeTable(builder, [
    [0, 'offset', named(input)],
    [1, 'offset', named(output)],
    [2, 'offset', builder.createString('serving_default')],
  ]);
}
