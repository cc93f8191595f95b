/**
 * The numbers of TensorFlow Lite's schema, version 3, that a MobileNet needs
 * (https://github.com/tensorflow/tensorflow/blob/master/tensorflow/compiler/mlir/lite/schema/schema.fbs).
 */
export const SCHEMA_VERSION = 3;
export const FILE_IDENTIFIER = 'TFL3';

export const TENSOR_TYPE = { float32: 0, int32: 2, uint8: 3, int64: 4, int16: 7, int8: 9 } as const;
export type TensorType = keyof typeof TENSOR_TYPE;

export const OPERATOR = {
  add: 0,
  convolution: 3,
  depthwise: 4,
  dequantize: 6,
  fullyConnected: 9,
  multiply: 18,
  softmax: 25,
  pad: 34,
  mean: 40,
  subtract: 41,
  padWith: 60,
  quantize: 114,
} as const;
export type OperatorName = keyof typeof OPERATOR;

/** Places in the union BuiltinOptions. */
export const OPTIONS: Record<OperatorName, number> = {
  add: 11,
  convolution: 1,
  depthwise: 2,
  dequantize: 38,
  fullyConnected: 8,
  multiply: 21,
  softmax: 9,
  pad: 22,
  mean: 27,
  subtract: 28,
  padWith: 43,
  quantize: 89,
};

/**
 * The first version of each operator that takes 8-bit weights and activations of so many bits
 * (lite/tools/versioning/op_version.cc).
 */
export const INTEGER_VERSION: Record<8 | 16, Record<OperatorName, number>> = {
  8: {
    add: 2,
    convolution: 3,
    depthwise: 3,
    dequantize: 1,
    fullyConnected: 4,
    multiply: 2,
    softmax: 2,
    pad: 2,
    mean: 2,
    subtract: 2,
    padWith: 2,
    quantize: 1,
  },
  16: {
    add: 3,
    convolution: 4,
    depthwise: 5,
    dequantize: 3,
    fullyConnected: 7,
    multiply: 4,
    softmax: 3,
    pad: 3,
    mean: 3,
    subtract: 3,
    padWith: 3,
    quantize: 2,
  },
};

export const ACTIVATION = { none: 0, relu: 1, relu6: 3 } as const;
export const PADDING = { same: 0, valid: 1 } as const;
