import { OPERATOR, TENSOR_TYPE, type TensorType } from '../../src/exporters/tflite/schema.ts';
import { FlatTable } from './flat-table.ts';

export interface FileTensor {
  name: string;
  shape: number[];
  type: TensorType;
  quantization: { scales: number[]; zeroPoints: number[]; dimension: number } | null;
  /** Empty for what is calculated. */
  bytes: Uint8Array;
}

export interface FileOperator {
  name: string;
  version: number;
  inputs: FileTensor[];
  output: FileTensor;
  options: FlatTable | null;
}

/** What stands in a .tflite file, read independently of what the app reads it with. */
export function tfliteFile(bytes: Uint8Array) {
  const model = FlatTable.root(bytes, 'TFL3');
  const [graph] = model.tables(2);
  if (!graph) throw new Error('no subgraph');
  const buffers = model.tables(4).map((buffer) => buffer.bytes(0));
  const tensors = graph.tables(0).map((tensor) => tensorOf(tensor, buffers));
  const tensorAt = (id: number | undefined): FileTensor => {
    const tensor = tensors[id ?? -1];
    if (!tensor) throw new Error(`no tensor ${id}`);
    return tensor;
  };
  const codes = model.tables(1);
  const operators = graph.tables(3).map((operator): FileOperator => {
    const code = codes[operator.int32(0)];
    return {
      name: nameOf(OPERATOR, code?.int32(3)),
      version: code?.int32(2) ?? 0,
      inputs: operator.int32s(1).map(tensorAt),
      output: tensorAt(operator.int32s(2)[0]),
      options: operator.table(4),
    };
  });
  const metadata = model
    .tables(6)
    .map((entry) => [entry.text(0), buffers[entry.int32(1)] ?? new Uint8Array()] as const);
  return {
    version: model.int32(0),
    tensors,
    operators,
    input: tensorAt(graph.int32s(1)[0]),
    output: tensorAt(graph.int32s(2)[0]),
    metadata: new Map(metadata),
  };
}

/** A constant's numbers as they are stored. */
export function storedValues({ type, bytes, shape }: FileTensor) {
  const copy = bytes.slice().buffer;
  const values = {
    float32: () => new Float32Array(copy),
    int32: () => new Int32Array(copy),
    int64: () => Float64Array.from(new BigInt64Array(copy), Number),
    int16: () => new Int16Array(copy),
    uint8: () => new Uint8Array(copy),
    int8: () => new Int8Array(copy),
  }[type]();
  const length = shape.reduce((product, size) => product * size, 1);
  if (values.length !== length) throw new Error(`${values.length} numbers for ${length}`);
  return values;
}

/** A constant's numbers as they are meant. */
export function meantValues(tensor: FileTensor): Float32Array<ArrayBuffer> {
  const stored = storedValues(tensor);
  if (!tensor.quantization) return Float32Array.from(stored);
  const { scales, zeroPoints, dimension } = tensor.quantization;
  const stride = tensor.shape.slice(dimension + 1).reduce((product, size) => product * size, 1);
  return Float32Array.from(stored, (value, at) => {
    const place = Math.floor(at / stride) % scales.length;
    return (scales[place] ?? Number.NaN) * (value - (zeroPoints[place] ?? Number.NaN));
  });
}

function tensorOf(tensor: FlatTable, buffers: readonly Uint8Array[]): FileTensor {
  const quantization = tensor.table(4);
  return {
    name: tensor.text(3),
    shape: tensor.int32s(0),
    type: nameOf(TENSOR_TYPE, tensor.int8(1)),
    quantization: quantization && {
      scales: quantization.float32s(2),
      zeroPoints: quantization.int64s(3),
      dimension: quantization.int32(6),
    },
    bytes: buffers[tensor.int32(2)] ?? new Uint8Array(),
  };
}

function nameOf<Name extends string>(
  numbers: Record<Name, number>,
  wanted: number | undefined,
): Name {
  for (const name in numbers) if (numbers[name] === wanted) return name;
  throw new Error(`unknown number ${wanted}`);
}
