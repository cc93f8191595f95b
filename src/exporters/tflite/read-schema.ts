/**
 * Slots and numbers of TensorFlow Lite's schema, version 3, as the reader needs them
 * (https://github.com/tensorflow/tensorflow/blob/master/tensorflow/compiler/mlir/lite/schema/schema.fbs).
 * Written down apart from `schema.ts`, so that a slip in the writer's numbers shows when its file is read.
 */
export const IDENTIFIER = 'TFL3';
export const VERSION = 3;

export const MODEL = { version: 0, operatorCodes: 1, subgraphs: 2, buffers: 4 } as const;
export const OPERATOR_CODE = { deprecatedBuiltin: 0, custom: 1, builtin: 3 } as const;
export const SUBGRAPH = { tensors: 0, inputs: 1, outputs: 2, operators: 3 } as const;
export const TENSOR = {
  shape: 0,
  type: 1,
  buffer: 2,
  name: 3,
  quantization: 4,
  sparsity: 6,
} as const;
export const QUANTIZATION = { scale: 2, zeroPoint: 3, dimension: 6 } as const;
export const OPERATOR = { code: 0, inputs: 1, outputs: 2, optionsType: 3, options: 4 } as const;
export const BUFFER = { data: 0 } as const;

const DILATED = { padding: 0, strideWidth: 1, strideHeight: 2 } as const;
export const CONV_2D = { ...DILATED, activation: 3, dilations: [4, 5] } as const;
export const DEPTHWISE_CONV_2D = { ...DILATED, activation: 4, dilations: [5, 6] } as const;
export const FULLY_CONNECTED = { activation: 0, weightsFormat: 1, keepDimensions: 2 } as const;
/** ADD, SUB and MUL. */
export const ARITHMETIC = { activation: 0 } as const;
export const REDUCER = { keepDimensions: 0 } as const;
export const SOFTMAX = { beta: 0 } as const;

export type ReadType = 'float32' | 'int32' | 'int64' | 'uint8' | 'int8' | 'int16';
/** By its number. */
export const TYPES: ReadonlyMap<number, ReadType> = new Map([
  [0, 'float32'],
  [2, 'int32'],
  [3, 'uint8'],
  [4, 'int64'],
  [7, 'int16'],
  [9, 'int8'],
]);

export type ReadName =
  | 'ADD'
  | 'CONV_2D'
  | 'DEPTHWISE_CONV_2D'
  | 'DEQUANTIZE'
  | 'FULLY_CONNECTED'
  | 'MUL'
  | 'SOFTMAX'
  | 'PAD'
  | 'MEAN'
  | 'SUB'
  | 'PADV2'
  | 'QUANTIZE';

/** By its number; and which member of the union BuiltinOptions its options are. */
export const OPERATORS: ReadonlyMap<number, { name: ReadName; options: number }> = new Map([
  [0, { name: 'ADD', options: 11 }],
  [3, { name: 'CONV_2D', options: 1 }],
  [4, { name: 'DEPTHWISE_CONV_2D', options: 2 }],
  [6, { name: 'DEQUANTIZE', options: 38 }],
  [9, { name: 'FULLY_CONNECTED', options: 8 }],
  [18, { name: 'MUL', options: 21 }],
  [25, { name: 'SOFTMAX', options: 9 }],
  [34, { name: 'PAD', options: 22 }],
  [40, { name: 'MEAN', options: 27 }],
  [41, { name: 'SUB', options: 28 }],
  [60, { name: 'PADV2', options: 43 }],
  [114, { name: 'QUANTIZE', options: 89 }],
]);
