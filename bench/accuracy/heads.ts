/** The two heads that are compared, each trained by its own code, on the same rows. */
import { TeachableMobileNet } from '@teachablemachine/image';
import { version } from '@tensorflow/tfjs';
import { Tensor, tensor2d, tidy } from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { trainHead } from '../../src/evaluation/train.ts';
import { logits, softmax } from '../../src/head/predict.ts';
import { seededRandom } from '../../src/head/random.ts';
import type { Matrix, TrainingSet } from '../../src/head/types.ts';

export interface Answers {
  /** Of each unseen row, row-major. */
  probabilities: Float64Array;
  mirrorImagesUsed: boolean;
}

/** What the app does on *Train model*, with its default options. */
export async function trainOurs(set: TrainingSet, unseen: Matrix): Promise<Answers> {
  const job = { signal: new AbortController().signal, onProgress: () => undefined };
  const trained = await trainHead(set, { kind: 'linear' }, job);
  if (!trained.ok) throw new Error(trained.fault.kind);
  const { head, evaluation } = trained.value;
  return {
    probabilities: Float64Array.from(softmax(logits(head, unseen), set.classes)),
    mirrorImagesUsed: evaluation.method === 'cross-validation' && evaluation.mirrorImagesUsed,
  };
}

/**
 * Teachable Machine's library with the settings that Teachable Machine starts with. Its network is
 * one that gives back what it is given, so that `addExample` takes embeddings. The library draws
 * order and first weights from Math.random, which is a seeded one meanwhile.
 */
export async function trainTheirs(
  { classes, embeddings, labels }: TrainingSet,
  unseen: Matrix,
  seed: number,
): Promise<Answers> {
  const { cols } = embeddings;
  const network = sequential({
    layers: [layers.activation({ activation: 'linear', inputShape: [cols] })],
  });
  const model = new TeachableMobileNet(network, { tfjsVersion: version.tfjs });
  model.setLabels(Array.from({ length: classes }, (_, label) => `Class ${label + 1}`));
  for (const [row, label] of labels.entries()) {
    const embedding = embeddings.values.subarray(row * cols, (row + 1) * cols);
    await model.addExample(label, tensor2d(embedding, [1, cols]));
  }
  const real = Math.random;
  Math.random = seededRandom(seed);
  try {
    await model.train({ denseUnits: 100, epochs: 50, learningRate: 0.001, batchSize: 16 });
  } finally {
    Math.random = real;
  }
  const trained = model.asSequentialModel;
  const answers = tidy(() => trained.predict(tensor2d(unseen.values, [unseen.rows, cols])));
  if (!(answers instanceof Tensor)) throw new Error('one answer expected');
  const probabilities = Float64Array.from(await answers.data());
  answers.dispose();
  trained.dispose();
  return { probabilities, mirrorImagesUsed: false };
}
