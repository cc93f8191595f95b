/**
 * What a graph may hold to be written or opened: the operations of MobileNet v1 to v4 as the
 * converters write them, and those of our head and input scaling. Control flow, variables, random
 * numbers and everything else stay out, so that an opened file cannot make the engine do other work.
 */
export const KNOWN_OPERATIONS: ReadonlySet<string> = new Set([
  'Placeholder',
  'Const',
  'Identity',
  'Conv2D',
  '_FusedConv2D',
  'DepthwiseConv2dNative',
  'FusedDepthwiseConv2dNative',
  'FusedBatchNorm',
  'FusedBatchNormV2',
  'FusedBatchNormV3',
  'Add',
  'AddV2',
  'AddN',
  'Sub',
  'Mul',
  'BiasAdd',
  'Relu',
  'Relu6',
  'Pad',
  'AvgPool',
  'Mean',
  'Squeeze',
  'Reshape',
  'Transpose',
  'MatMul',
  'Softmax',
]);

/**
 * What a backbone may hold to be read for an export: also a division, as some converters scale
 * pixels. What we write has none, so an opened file may not either.
 */
export const READABLE_OPERATIONS: ReadonlySet<string> = new Set([...KNOWN_OPERATIONS, 'RealDiv']);
