import { refusal } from '../network/layers-json.ts';
import type { Convolution, Depthwise, Operation, Padding, ValueId } from '../network/types.ts';
import type { LayerOf } from './layer-schema.ts';
import type { StoredWeights } from './read-weights.ts';

/** What a convolution reads. */
export interface ReadImage {
  id: ValueId;
  /** [height, width, channels], without the zeros. */
  shape: Operation['shape'];
  /** Zeros that a layer of their own has put around it. */
  padding: Padding;
}

/** A convolution of either kind, with all zeros around its image written out. */
export function convolutionOf(
  layer: LayerOf<'Conv2D' | 'DepthwiseConv2D'>,
  { id, shape, padding: outer }: ReadImage,
  weights: StoredWeights,
): Convolution | Depthwise {
  const { name, config } = layer;
  const { kernel_size: kernelSize, strides: stride, padding: word } = config;
  const channels = shape[2];
  const down = along(shape[0] + outer.top + outer.bottom, kernelSize[0], stride[0], word);
  const across = along(shape[1] + outer.left + outer.right, kernelSize[1], stride[1], word);
  if (down.places < 1 || across.places < 1) throw refusal(name, 'larger than its image');
  const common = {
    name,
    input: id,
    kernelSize,
    stride,
    padding: {
      top: outer.top + down.before,
      bottom: outer.bottom + down.after,
      left: outer.left + across.before,
      right: outer.right + across.after,
    },
    activation: config.activation === 'relu' ? ('relu' as const) : ('none' as const),
  };
  if (layer.class_name === 'Conv2D') {
    const { filters } = layer.config;
    return {
      ...common,
      kind: 'convolution',
      shape: [down.places, across.places, filters],
      kernel: weights.take(name, 0, [...kernelSize, channels, filters]),
      bias: weights.take(name, 1, [filters]),
    };
  }
  // TensorFlow runs no other (https://www.tensorflow.org/api_docs/python/tf/nn/depthwise_conv2d).
  if (stride[0] !== stride[1]) throw refusal(name, `strides ${stride}`);
  return {
    ...common,
    kind: 'depthwise',
    shape: [down.places, across.places, channels],
    kernel: weights.take(name, 0, [...kernelSize, channels, 1]),
    bias: weights.take(name, 1, [channels]),
  };
}

/**
 * Places and zeros in one direction. "same" is ⌈length / stride⌉ places, the odd zero after the image
 * (https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2).
 */
function along(length: number, kernel: number, stride: number, word: 'same' | 'valid') {
  if (word === 'valid') {
    return { places: Math.floor((length - kernel) / stride) + 1, before: 0, after: 0 };
  }
  const rest = length % stride;
  const zeros = Math.max(0, kernel - (rest === 0 ? stride : rest));
  const before = Math.floor(zeros / 2);
  return { places: Math.ceil(length / stride), before, after: zeros - before };
}
