import * as tf from '@tensorflow/tfjs-core';
import {
  createHiddenNetwork,
  type HiddenNetwork,
  hiddenLogits,
  readHiddenNetwork,
  trainBatch,
} from './hidden-network.ts';
import type { Pace } from './pace.ts';
import { softmax, winner } from './predict.ts';
import { seededRandom, shuffle } from './random.ts';
import type { EpochFigures, HiddenHead, HiddenLayerOptions, Matrix } from './types.ts';

export interface LabelledRows {
  embeddings: Matrix;
  /** [rows] */
  labels: Int32Array;
}

export interface HiddenTraining {
  classes: number;
  training: LabelledRows;
  /** Not trained on; only for the figures. */
  heldOut: LabelledRows | null;
  options: HiddenLayerOptions;
  /** Start weights and the order of the batches follow from it. */
  seed: number;
  pace: Pace;
  /** After each epoch, 1 … epochs. */
  onEpoch(epoch: number): void;
  /** Figures cost a pass over all rows; null where nobody looks. */
  onFigures: ((figures: EpochFigures) => void) | null;
}

/** Rows in one pass of the figures: some milliseconds on WASM. */
const FIGURE_ROWS = 256;

/**
 * Trains Dense(units, relu) + Dense(classes) on the current tfjs backend with Adam; classes weigh
 * the same whatever their size. The same input gives the same head on one backend. Rejects with
 * the signal's reason when cancelled; leaves no tensor behind in any case.
 */
export async function trainHiddenLayer(job: HiddenTraining): Promise<HiddenHead> {
  const { classes, training, heldOut, options, pace } = job;
  const random = seededRandom(job.seed);
  const network = createHiddenNetwork(training.embeddings.cols, options.units, classes, random);
  const optimizer = tf.train.adam(options.learningRate);
  const inputs = inputTensor(training);
  const targets = balancedTargets(training.labels, classes);
  const heldOutInputs = heldOut ? inputTensor(heldOut) : null;
  try {
    const order = Int32Array.from(training.labels.keys());
    for (let epoch = 1; epoch <= options.epochs; epoch++) {
      shuffle(order, random);
      for (let start = 0; start < order.length; start += options.batchSize) {
        const batch = order.slice(start, start + options.batchSize);
        trainBatch(network, optimizer, inputs, targets, batch);
        if (pace.due()) await pace.rest();
      }
      // Waits for a GPU that runs behind; a cancel would else wait for everything that is queued.
      await network.bias.data();
      if (job.onFigures) {
        const own = await figures(network, inputs, training.labels, pace);
        const other =
          heldOut && heldOutInputs
            ? await figures(network, heldOutInputs, heldOut.labels, pace)
            : null;
        job.onFigures({
          epoch,
          ...own,
          heldOutLoss: other?.loss ?? null,
          heldOutAccuracy: other?.accuracy ?? null,
        });
      }
      job.onEpoch(epoch);
    }
    return await readHiddenNetwork(network);
  } finally {
    optimizer.dispose();
    tf.dispose([...Object.values(network), inputs, targets, heldOutInputs]);
  }
}

function inputTensor({ embeddings }: LabelledRows): tf.Tensor2D {
  return tf.tensor2d(embeddings.values, [embeddings.rows, embeddings.cols]);
}

/** One-hot rows, times rows / (classes · rows of the class). */
function balancedTargets(labels: Int32Array, classes: number): tf.Tensor2D {
  const counts = new Int32Array(classes);
  for (const label of labels) counts[label]++;
  const targets = new Float32Array(labels.length * classes);
  labels.forEach((label, row) => {
    targets[row * classes + label] = labels.length / (classes * counts[label]);
  });
  return tf.tensor2d(targets, [labels.length, classes]);
}

/** Mean cross-entropy and share of right answers over the rows of `inputs`. */
async function figures(
  network: HiddenNetwork,
  inputs: tf.Tensor2D,
  labels: Int32Array,
  pace: Pace,
): Promise<{ loss: number; accuracy: number }> {
  const classes = network.bias.shape[0];
  let loss = 0;
  let right = 0;
  for (let start = 0; start < labels.length; start += FIGURE_ROWS) {
    const count = Math.min(FIGURE_ROWS, labels.length - start);
    const output = tf.tidy(() => hiddenLogits(network, tf.slice(inputs, start, count)));
    const logits = Float64Array.from(await output.data());
    output.dispose();
    const probabilities = softmax(logits, classes);
    for (let row = 0; row < count; row++) {
      const label = labels[start + row];
      // The smallest positive double keeps the loss finite.
      loss -= Math.log(Math.max(Number.MIN_VALUE, probabilities[row * classes + label]));
      if (winner(logits, row * classes, classes) === label) right++;
    }
    if (pace.due()) await pace.rest();
  }
  return { loss: loss / labels.length, accuracy: right / labels.length };
}
