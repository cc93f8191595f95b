import * as tf from '@tensorflow/tfjs-core';
import type { Activation, Network, Operation, ValueId } from '../../src/exporters/network/types.ts';
import { IMAGE } from '../../src/exporters/network/types.ts';

/**
 * Runs a network on one picture by tfjs' own operations: as `runNetwork`, in single precision, but
 * fast enough for real backbones.
 * @param pixels RGB, 0 to 255, [size, size, 3].
 * @returns The results at the embedding and at the end.
 */
export function runNetworkByTfjs(
  network: Network,
  pixels: ArrayLike<number>,
): { embedding: Float32Array; probabilities: Float32Array } {
  const { size, centre, operations, embedding } = network;
  return tf.tidy(() => {
    const image = tf.sub(tf.tensor4d(Float32Array.from(pixels), [1, size, size, 3]), [...centre]);
    const made: tf.Tensor4D[] = [];
    const value = (id: ValueId): tf.Tensor4D => (id === IMAGE ? (image as tf.Tensor4D) : made[id]);
    for (const operation of operations) made.push(run(operation, value));
    return {
      embedding: made[embedding].dataSync() as Float32Array,
      probabilities: made[made.length - 1].dataSync() as Float32Array,
    };
  });
}

function run(operation: Operation, value: (id: ValueId) => tf.Tensor4D): tf.Tensor4D {
  const [height, width, channels] = operation.shape;
  const shape: [number, number, number, number] = [1, height, width, channels];
  const result = raw(operation, value);
  const activated = 'activation' in operation ? activate(result, operation.activation) : result;
  return tf.reshape(activated, shape);
}

function raw(operation: Operation, value: (id: ValueId) => tf.Tensor4D): tf.Tensor {
  switch (operation.kind) {
    case 'convolution':
    case 'depthwise': {
      const { kernelSize, kernel, bias, stride, padding, kind, shape } = operation;
      const input = value(operation.input);
      const { top, bottom, left, right } = padding;
      const padded = tf.pad(input, [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0],
      ]);
      const last = kind === 'depthwise' ? 1 : shape[2];
      const filter = tf.tensor4d(kernel, [...kernelSize, input.shape[3], last]);
      const convolve = kind === 'depthwise' ? tf.depthwiseConv2d : tf.conv2d;
      return tf.add(convolve(padded, filter, stride, 'valid'), bias);
    }
    case 'add':
      return tf.add(value(operation.inputs[0]), value(operation.inputs[1]));
    case 'multiply':
      return tf.mul(value(operation.inputs[0]), value(operation.inputs[1]));
    case 'affine':
      return tf.add(tf.mul(value(operation.input), operation.factor), operation.offset);
    case 'average':
      return tf.mean(value(operation.input), [1, 2], true);
    case 'dense': {
      const outputs = operation.bias.length;
      const rows = operation.kernel.length / outputs;
      const kernel = tf.tensor2d(operation.kernel, [rows, outputs]);
      return tf.add(
        tf.matMul(tf.reshape(value(operation.input), [1, rows]), kernel),
        operation.bias,
      );
    }
    case 'softmax':
      return tf.softmax(value(operation.input));
  }
}

function activate(tensor: tf.Tensor, activation: Activation): tf.Tensor {
  switch (activation) {
    case 'none':
      return tensor;
    case 'relu':
      return tf.relu(tensor);
    case 'relu6':
      return tf.relu6(tensor);
  }
}
