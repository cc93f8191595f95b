import type { Convolution, Depthwise } from './types.ts';

/**
 * TensorFlow's word for a convolution's padding, which Keras, TensorFlow Lite and TensorFlow.js
 * share; null where it has none, so that a layer of its own must add the zeros.
 * "same" is ⌈length / stride⌉ places, the odd zero after the image
 * (https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2).
 * @param input height and width of what the convolution reads.
 */
export function tensorflowPadding(
  {
    kernelSize,
    stride,
    padding,
  }: Pick<Convolution | Depthwise, 'kernelSize' | 'stride' | 'padding'>,
  input: readonly [height: number, width: number],
): 'valid' | 'same' | null {
  const { top, bottom, left, right } = padding;
  if (top === 0 && bottom === 0 && left === 0 && right === 0) return 'valid';
  const wanted = [
    [top, bottom],
    [left, right],
  ];
  const same = wanted.every(([before, after], axis) => {
    const length = input[axis] ?? 0;
    const step = stride[axis] ?? 1;
    const reach = (Math.ceil(length / step) - 1) * step + (kernelSize[axis] ?? 1);
    const zeros = Math.max(0, reach - length);
    return before === Math.floor(zeros / 2) && after === Math.ceil(zeros / 2);
  });
  return same ? 'same' : null;
}
