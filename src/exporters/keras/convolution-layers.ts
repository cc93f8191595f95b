import { tensorflowPadding } from '../network/tensorflow-padding.ts';
import type { Convolution, Depthwise, Padding } from '../network/types.ts';
import type { KerasLayer, KerasWeight } from './keras-layer.ts';
import type { LayerList } from './layer-list.ts';

/**
 * A convolution of either kind, with the zeros around its input as a layer before it where Keras
 * has no word for them, and its activation.
 * @param name of the convolution itself.
 * @returns the last of the layers.
 */
export function addConvolution(
  list: LayerList,
  image: KerasLayer,
  operation: Convolution | Depthwise,
  name: string,
): KerasLayer {
  const { kernelSize, stride, padding, activation, kernel, bias, shape } = operation;
  const [height = 0, width = 0, channels = 0] = image.shape;
  const word = tensorflowPadding(operation, [height, width]);
  const input = word === null ? addPadding(list, image, padding, `${name}_pad`) : image;
  const whole = operation.kind === 'convolution';
  const weights: KerasWeight[] = [
    {
      name: whole ? 'kernel' : 'depthwise_kernel',
      shape: [...kernelSize, channels, whole ? shape[2] : 1],
      values: kernel,
    },
    { name: 'bias', shape: [shape[2]], values: bias },
  ];
  const config = {
    ...(whole ? { filters: shape[2] } : {}),
    kernel_size: kernelSize,
    strides: stride,
    padding: word ?? 'valid',
    data_format: 'channels_last',
    activation: activation === 'relu' ? 'relu' : 'linear',
    use_bias: true,
  };
  const className = whole ? 'Conv2D' : 'DepthwiseConv2D';
  const layer = list.add(className, name, { config, inputs: [input], shape, weights });
  return activation === 'relu' ? layer : list.activated(layer, activation);
}

function addPadding(
  list: LayerList,
  input: KerasLayer,
  { top, bottom, left, right }: Padding,
  name: string,
): KerasLayer {
  const [height = 0, width = 0, channels = 0] = input.shape;
  const padding = [
    [top, bottom],
    [left, right],
  ];
  return list.add('ZeroPadding2D', list.free(name), {
    config: { padding, data_format: 'channels_last' },
    inputs: [input],
    shape: [height + top + bottom, width + left + right, channels],
  });
}
