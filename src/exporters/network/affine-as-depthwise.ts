import type { Affine, Depthwise } from './types.ts';

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
