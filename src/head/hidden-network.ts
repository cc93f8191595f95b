import * as tf from '@tensorflow/tfjs-core';
import { normal } from './random.ts';
import type { HiddenHead } from './types.ts';

/** Dense(units, relu) then Dense(classes) as tfjs variables, on the current backend. */
export interface HiddenNetwork {
  hiddenKernel: tf.Variable<tf.Rank.R2>;
  hiddenBias: tf.Variable<tf.Rank.R1>;
  kernel: tf.Variable<tf.Rank.R2>;
  bias: tf.Variable<tf.Rank.R1>;
}

/** A network with random weights; to be disposed of with `tf.dispose`. */
export function createHiddenNetwork(
  features: number,
  units: number,
  classes: number,
  random: () => number,
): HiddenNetwork {
  const weights = (inputs: number, outputs: number, variance: number) => {
    const deviation = Math.sqrt(variance);
    const values = new Float32Array(inputs * outputs).map(() => normal(random) * deviation);
    return tf.variable(tf.tensor2d(values, [inputs, outputs]));
  };
  // He's variance in front of the relu; behind it, small enough for nearly even first answers.
  return tf.tidy(() => ({
    hiddenKernel: weights(features, units, 2 / features),
    hiddenBias: tf.variable(tf.zeros<tf.Rank.R1>([units])),
    kernel: weights(units, classes, 1 / units),
    bias: tf.variable(tf.zeros<tf.Rank.R1>([classes])),
  }));
}

/** Logits of the rows of `inputs`. */
export function hiddenLogits(network: HiddenNetwork, inputs: tf.Tensor2D): tf.Tensor2D {
  return tf.tidy(() => {
    const hidden = tf.relu(tf.add(tf.matMul(inputs, network.hiddenKernel), network.hiddenBias));
    return tf.add(tf.matMul<tf.Tensor2D>(hidden, network.kernel), network.bias);
  });
}

/**
 * One step on the rows `batch` of the inputs. `targets` are one-hot rows times the weight of the
 * row. The gradient of the mean weighted cross-entropy is written out: softmax − target needs no
 * logarithm, so nothing overflows, and tfjs-core registers no gradients unless a path inside of
 * its `dist` is imported, which Node cannot load.
 */
export function trainBatch(
  network: HiddenNetwork,
  optimizer: tf.Optimizer,
  inputs: tf.Tensor2D,
  targets: tf.Tensor2D,
  batch: Int32Array,
): void {
  const { hiddenKernel, hiddenBias, kernel, bias } = network;
  tf.tidy(() => {
    const rows = tf.tensor1d(batch, 'int32');
    const input = tf.gather(inputs, rows);
    const target = tf.gather(targets, rows);
    const hidden = tf.relu(tf.add<tf.Tensor2D>(tf.matMul(input, hiddenKernel), hiddenBias));
    const answer = tf.softmax(tf.add<tf.Tensor2D>(tf.matMul(hidden, kernel), bias));
    const error = tf.sub<tf.Tensor2D>(tf.mul(answer, tf.sum(target, 1, true)), target);
    const slope = tf.div<tf.Tensor2D>(error, batch.length);
    const hiddenSlope = tf.mul<tf.Tensor2D>(
      tf.matMul(slope, tf.transpose(kernel)),
      tf.step(hidden),
    );
    optimizer.applyGradients({
      [hiddenKernel.name]: tf.matMul(tf.transpose(input), hiddenSlope),
      [hiddenBias.name]: tf.sum(hiddenSlope, 0),
      [kernel.name]: tf.matMul(tf.transpose(hidden), slope),
      [bias.name]: tf.sum(slope, 0),
    });
  });
}

/** The weights, read back from the backend. */
export async function readHiddenNetwork(network: HiddenNetwork): Promise<HiddenHead> {
  const [features, units] = network.hiddenKernel.shape;
  const read = async (variable: tf.Variable) => Float32Array.from(await variable.data());
  return {
    kind: 'hidden',
    features,
    units,
    classes: network.bias.shape[0],
    hiddenKernel: await read(network.hiddenKernel),
    hiddenBias: await read(network.hiddenBias),
    kernel: await read(network.kernel),
    bias: await read(network.bias),
  };
}
