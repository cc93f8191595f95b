import type { Field } from './flatbuffer-table.ts';
import type { OperatorName, TensorType } from './schema.ts';
import type {
  Quantization,
  TensorId,
  TfliteFile,
  TfliteOperator,
  TfliteTensor,
} from './tflite-file.ts';

interface Calculated {
  name: string;
  /**
   * The number of pictures first: 1. The file does not call it variable (`shape_signature`), because
   * LiteRT.js 2.5 and other users of LiteRT's CompiledModel then refuse to make the tensors;
   * TensorFlow Lite's Interpreter resizes it all the same.
   */
  shape: readonly number[];
  type: TensorType;
  quantization?: Quantization;
}

const BYTES: Record<TensorType, number> = {
  float32: 4,
  int64: 8,
  int32: 4,
  int16: 2,
  int8: 1,
  uint8: 1,
};

/** A graph with its ends. */
export interface GraphWithEnds {
  graph: TfliteGraph;
  input: TensorId;
  output: TensorId;
}

/** Tensors and operators as they are put together, each after those it needs. */
export class TfliteGraph {
  readonly tensors: TfliteTensor[] = [];
  readonly operators: TfliteOperator[] = [];
  /** Of all constants together. */
  weightBytes = 0;

  /** A tensor that the graph is given, or calculates by the operator added next. */
  calculated({ name, shape, type, quantization }: Calculated): TensorId {
    return this.#add({
      name,
      shape,
      type,
      quantization: quantization ?? null,
      data: null,
    });
  }

  /** @param make gives the numbers, of the tensor's type; called once, when the file is written. */
  constant(
    name: string,
    shape: readonly number[],
    type: TensorType,
    make: () => ArrayBufferView,
    quantization: Quantization | null = null,
  ): TensorId {
    this.weightBytes += BYTES[type] * shape.reduce((product, length) => product * length, 1) + 64;
    return this.#add({ name, shape, type, quantization, data: make });
  }

  /** @returns the tensor with the result. */
  operate(
    name: OperatorName,
    version: number,
    inputs: TensorId[],
    output: Calculated,
    options: readonly Field[] = [],
  ): TensorId {
    const id = this.calculated(output);
    this.operators.push({ name, version, inputs, outputs: [id], options });
    return id;
  }

  file(
    input: TensorId,
    output: TensorId,
    rest: Pick<TfliteFile, 'description' | 'metadata'>,
  ): TfliteFile {
    return { tensors: this.tensors, operators: this.operators, input, output, ...rest };
  }

  #add(tensor: TfliteTensor): TensorId {
    return this.tensors.push(tensor) - 1;
  }
}
