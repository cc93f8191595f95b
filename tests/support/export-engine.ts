import { join } from 'node:path';
import { setThreadsCount, setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { packCrops, RAW_PIXELS } from '../../src/backbone/pack-crops.ts';
import type { TfjsModel } from '../../src/exporters/tfjs-model.ts';
import type { ExportSource, GoldenPicture, OpenedModel } from '../../src/exporters/types.ts';
import type { Head } from '../../src/head/types.ts';

/** Makes WASM the backend of this process. */
export async function useWasm(): Promise<void> {
  setWasmPaths(join(import.meta.dirname, '../../node_modules/@tensorflow/tfjs-backend-wasm/dist/'));
  setThreadsCount(1);
  await tf.setBackend('wasm');
}

/** RGBA → [1, 224, 224, 3], 0 to 255. */
function imageTensor(pixels: GoldenPicture['pixels']): tf.Tensor4D {
  return tf.tensor4d(packCrops([pixels], false, RAW_PIXELS), [1, 224, 224, 3]);
}

/** What the backbone itself gives at its embedding node. */
export async function embeddings(
  { artifacts, inputRange: [min, max], embeddingNode }: ExportSource['backbone'],
  pictures: readonly GoldenPicture['pixels'][],
): Promise<Float32Array[]> {
  const model = await loadGraphModel(
    tf.io.fromMemory({
      modelTopology: structuredClone(artifacts.topology),
      weightSpecs: artifacts.weightSpecs,
      weightData: artifacts.weights,
    }),
  );
  const results: Float32Array[] = [];
  for (const pixels of pictures) {
    const embedding = tf.tidy(() => {
      const input = tf.add(tf.mul(imageTensor(pixels), (max - min) / 255), min);
      const output = model.execute(input, embeddingNode);
      if (Array.isArray(output)) throw new Error('one output expected');
      return output;
    });
    results.push(Float32Array.from(await embedding.data()));
    embedding.dispose();
  }
  model.dispose();
  return results;
}

/** Loads exported files as a reader would, and gives the rows of the model's answer to one batch. */
export function predict(files: TfjsModel, pictures: readonly GoldenPicture['pixels'][]) {
  const { modelTopology, weightsManifest, signature, format } = JSON.parse(files.modelJson);
  const weightSpecs = weightsManifest[0].weights;
  const weightData = files.weights.buffer;
  return run({ modelTopology, signature, format, weightSpecs, weightData }, pictures);
}

/** The same for a model that was opened from a zip. */
export function predictOpened(
  { artifacts }: OpenedModel,
  pictures: readonly GoldenPicture['pixels'][],
) {
  const { topology: modelTopology, weightSpecs, weights: weightData } = artifacts;
  return run({ modelTopology, weightSpecs, weightData }, pictures);
}

async function run(
  artifacts: tf.io.ModelArtifacts,
  pictures: readonly GoldenPicture['pixels'][],
): Promise<number[][]> {
  const model = await loadGraphModel(tf.io.fromMemory(artifacts));
  const output = tf.tidy(() => model.predict(tf.concat(pictures.map(imageTensor))));
  if (!(output instanceof tf.Tensor)) throw new Error('one output expected');
  const rows = (await output.array()) as number[][];
  output.dispose();
  model.dispose();
  return rows;
}

/** The head in 64-bit arithmetic. */
export function headProbabilities(head: Head, embedding: Float32Array): number[] {
  const dense = (input: ArrayLike<number>, kernel: Float32Array, bias: Float32Array) =>
    Array.from(bias, (offset, column) => {
      let sum = offset;
      for (let row = 0; row < input.length; row++) {
        sum += (input[row] ?? 0) * (kernel[row * bias.length + column] ?? 0);
      }
      return sum;
    });
  const input =
    head.kind === 'hidden'
      ? dense(embedding, head.hiddenKernel, head.hiddenBias).map((value) => Math.max(0, value))
      : embedding;
  const logits = dense(input, head.kernel, head.bias);
  const largest = Math.max(...logits);
  const exponentials = logits.map((logit) => Math.exp(logit - largest));
  const sum = exponentials.reduce((total, value) => total + value, 0);
  return exponentials.map((value) => value / sum);
}
