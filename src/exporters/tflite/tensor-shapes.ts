import type { Convolution, Depthwise, Network, Operation, ValueId } from '../network/types.ts';

/** Height and width of a value. */
export function imageSize(
  { size, operations }: Pick<Network, 'size' | 'operations'>,
  id: ValueId,
): [number, number] {
  const [height, width] = operations[id]?.shape ?? [size, size];
  return [height, width];
}

/** With the number of pictures in front; what a dense layer gives has no height and width. */
export function tensorShape({ kind, shape }: Operation): number[] {
  return kind === 'dense' || kind === 'softmax' ? [1, shape[2]] : [1, ...shape];
}

/** [outputs, height, width, inputs], and for a depthwise convolution [1, height, width, channels]. */
export function kernelShape(operation: Convolution | Depthwise): number[] {
  const [height, width] = operation.kernelSize;
  const channels = inputChannels(operation);
  return [operation.kind === 'depthwise' ? 1 : operation.shape[2], height, width, channels];
}

/** What a convolution reads once the zeros stand around it. */
export function paddedShape(
  operation: Convolution | Depthwise,
  [height, width]: readonly [number, number],
): number[] {
  const { top, bottom, left, right } = operation.padding;
  return [1, height + top + bottom, width + left + right, inputChannels(operation)];
}

function inputChannels({ kind, kernel, kernelSize, shape }: Convolution | Depthwise): number {
  const [height, width] = kernelSize;
  return kind === 'depthwise' ? shape[2] : kernel.length / (height * width * shape[2]);
}
