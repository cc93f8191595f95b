import type { Affine, Depthwise, Operation } from '../network/types.ts';

/** factor · x + offset is a depthwise convolution of one place: one operator, and exact offsets in 8 bits. */
export function affineAsDepthwise(operation: Operation): Exclude<Operation, Affine> {
  if (operation.kind !== 'affine') return operation;
  const { name, shape, input, factor, offset, activation } = operation;
  const depthwise: Depthwise = {
    kind: 'depthwise',
    name,
    shape,
    input,
    kernelSize: [1, 1],
    kernel: factor,
    bias: offset,
    stride: [1, 1],
    padding: { top: 0, bottom: 0, left: 0, right: 0 },
    activation,
  };
  return depthwise;
}
