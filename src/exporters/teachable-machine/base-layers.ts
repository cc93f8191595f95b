import { tensorflowPadding } from '../network/tensorflow-padding.ts';
import {
  type Affine,
  type Combination,
  type Convolution,
  type Depthwise,
  IMAGE,
  type Network,
  type Operation,
  type ValueId,
} from '../network/types.ts';
import type { LayersBuilder, LayerWeight } from './layers-builder.ts';

/**
 * Writes the operations before the embedding as layers of a functional model that takes Teachable
 * Machine's pixels, t = raw / 127 − 1.
 * @param output whose result is the model's.
 * @returns Names of the input layer and of the output's; or the kind of an operation that no
 * backbone has.
 */
export function addBaseLayers(
  builder: LayersBuilder,
  { size, centre, operations, embedding }: Network,
  output: ValueId,
): { input: string; output: string } | { unsupported: string } {
  const input = builder.add('input1', 'InputLayer', [], {
    batch_input_shape: [null, size, size, 3],
    dtype: 'float32',
    sparse: false,
  });
  // raw − centre = 127 · t + (127 − centre). A Rescaling layer would say so plainly, but TF.js 1 knows none.
  const offset = Float32Array.from(centre, (middle) => 127 - middle);
  const centred = addAffine(builder, 'pixels', input, new Float32Array(3).fill(127), offset);
  const layers: string[] = [];
  const layerOf = (id: ValueId) => (id === IMAGE ? centred : (layers[id] ?? ''));
  const shapeOf = (id: ValueId): Operation['shape'] =>
    operations[id]?.shape ?? [size, size, centre.length];
  for (const operation of operations.slice(0, embedding)) {
    const layer = addOperation(builder, operation, layerOf, shapeOf);
    if (layer === null) return { unsupported: operation.kind };
    layers.push(layer);
  }
  return { input, output: layerOf(output) };
}

function addOperation(
  builder: LayersBuilder,
  operation: Operation,
  layerOf: (id: ValueId) => string,
  shapeOf: (id: ValueId) => Operation['shape'],
): string | null {
  switch (operation.kind) {
    case 'convolution':
    case 'depthwise': {
      const input = layerOf(operation.input);
      const layer = addConvolution(builder, operation, input, shapeOf(operation.input));
      return activated(builder, operation, layer);
    }
    case 'add':
    case 'multiply': {
      const className = operation.kind === 'add' ? 'Add' : 'Multiply';
      const layer = builder.add(operation.name, className, operation.inputs.map(layerOf));
      return activated(builder, operation, layer);
    }
    case 'affine': {
      const { name, input, factor, offset } = operation;
      return activated(
        builder,
        operation,
        addAffine(builder, name, layerOf(input), factor, offset),
      );
    }
    case 'average': {
      // Global pooling would drop the two axes of length 1.
      const [height, width] = shapeOf(operation.input);
      return builder.add(operation.name, 'AveragePooling2D', [layerOf(operation.input)], {
        pool_size: [height, width],
        strides: [height, width],
        padding: 'valid',
        data_format: 'channels_last',
      });
    }
    case 'dense':
    case 'softmax':
      return null;
  }
}

function addConvolution(
  builder: LayersBuilder,
  operation: Convolution | Depthwise,
  input: string,
  [height, width, channels]: Operation['shape'],
): string {
  const { kind, name, kernelSize, kernel, bias, stride, shape } = operation;
  const { top, bottom, left, right } = operation.padding;
  const padding = tensorflowPadding(operation, [height, width]);
  const padded =
    padding !== null
      ? input
      : builder.add(`${name}_pad`, 'ZeroPadding2D', [input], {
          padding: [
            [top, bottom],
            [left, right],
          ],
          data_format: 'channels_last',
        });
  const config = {
    kernel_size: kernelSize,
    strides: stride,
    padding: padding ?? 'valid',
    data_format: 'channels_last',
    dilation_rate: [1, 1],
    activation: 'linear',
    use_bias: true,
  };
  const biases: LayerWeight = { shape: [bias.length], values: bias };
  if (kind === 'depthwise') {
    return builder.add(
      name,
      'DepthwiseConv2D',
      [padded],
      { ...config, depth_multiplier: 1 },
      { depthwise_kernel: { shape: [...kernelSize, channels, 1], values: kernel }, bias: biases },
    );
  }
  return builder.add(
    name,
    'Conv2D',
    [padded],
    { ...config, filters: shape[2] },
    { kernel: { shape: [...kernelSize, channels, shape[2]], values: kernel }, bias: biases },
  );
}

/** factor · x + offset: a batch norm with mean 0 and variance 1. */
function addAffine(
  builder: LayersBuilder,
  name: string,
  input: string,
  factor: Float32Array<ArrayBuffer>,
  offset: Float32Array<ArrayBuffer>,
): string {
  const shape = [factor.length];
  const config = { axis: -1, momentum: 0.99, epsilon: 0, center: true, scale: true };
  return builder.add(name, 'BatchNormalization', [input], config, {
    gamma: { shape, values: factor },
    beta: { shape, values: offset },
    moving_mean: { shape, values: new Float32Array(factor.length) },
    moving_variance: { shape, values: new Float32Array(factor.length).fill(1) },
  });
}

/** A layer of its own, as in Teachable Machine's models: Keras 2 knows no activation called "relu6". */
function activated(
  builder: LayersBuilder,
  { name, activation }: Convolution | Depthwise | Affine | Combination,
  layer: string,
): string {
  if (activation === 'none') return layer;
  const config = activation === 'relu6' ? { max_value: 6 } : {};
  return builder.add(`${name}_relu`, 'ReLU', [layer], config);
}
