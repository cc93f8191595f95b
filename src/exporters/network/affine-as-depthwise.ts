import type { Affine, Depthwise, Operation } from './types.ts';

export type PlainOperation = Exclude<Operation, Affine>;

/** factor · x + offset is a depthwise convolution of one place. Shares memory with the affine. */
export function affineAsDepthwise({ factor, offset, ...rest }: Affine): Depthwise {
  return {
    ...rest,
    kind: 'depthwise',
    kernelSize: [1, 1],
    kernel: factor,
    bias: offset,
    stride: [1, 1],
    padding: { top: 0, bottom: 0, left: 0, right: 0 },
  };
}

/** The same operations, every affine as a depthwise convolution. */
export function withoutAffines(operations: readonly Operation[]): PlainOperation[] {
  return operations.map((one) => (one.kind === 'affine' ? affineAsDepthwise(one) : one));
}
