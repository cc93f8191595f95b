import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import { layers, loadLayersModel, sequential } from '@tensorflow/tfjs-layers';
import { beforeAll, describe, expect, test } from 'vitest';
import { embeddings, useWasm } from '../../../tests/support/export-engine.ts';
import { seededHead } from '../../../tests/support/export-source.ts';
import { runNetwork } from '../../../tests/support/run-network.ts';
import { runNetworkByTfjs } from '../../../tests/support/run-network-tfjs.ts';
import { asCrop, smallNetwork, smallPicture } from '../../../tests/support/small-networks.ts';
import { teachableMachineFiles } from '../../../tests/support/teachable-machine.ts';
import { type LayersModel, layersGraph, readLayersModel } from './layers-model.ts';

beforeAll(useWasm);

const TEACHABLE_MACHINE = {
  outputLayer: 'global_average_pooling2d_GlobalAveragePooling2D1',
  inputRange: [-1, 255 / 127 - 1] satisfies [number, number],
};
const pictures = [1, 2].map(smallPicture);

describe('a written Teachable Machine model, read back', () => {
  for (const head of ['linear', 'hidden'] as const) {
    for (const rich of [false, true]) {
      test(`${head} head${rich ? ', rich' : ''}`, () => {
        const network = smallNetwork({ head, rich });
        const files = teachableMachineFiles(network);
        const read = readLayersModel(parsed(files), TEACHABLE_MACHINE, network.head);
        if (!read.ok) throw new Error(JSON.stringify(read.fault));
        for (const picture of pictures) {
          const wanted = runNetwork(network, picture);
          const given = runNetwork(read.value, picture);
          expect(difference(given.at(-1), wanted.at(-1))).toBeLessThan(1e-6);
          expect(difference(given[read.value.embedding], wanted[network.embedding])).toBeLessThan(
            1e-5,
          );
        }
        expect(kindsOf(read.value)).toEqual(kindsOf(network));
        read.value.centre.forEach((middle, channel) => {
          expect(middle).toBeCloseTo(network.centre[channel] ?? 0, 4);
        });
      });
    }
  }

  test('the head is not read', () => {
    const network = smallNetwork();
    const read = readLayersModel(
      parsed(teachableMachineFiles(network)),
      { ...TEACHABLE_MACHINE, outputLayer: 'dense_Dense2' },
      network.head,
    );
    expect(read).toEqual({ ok: false, fault: { kind: 'unknown-operation', op: 'Dense' } });
  });
});

const REAL = path.resolve(
  import.meta.dirname,
  '../../../../shared/backbones/mobilenet_v2_0.35_224_layers',
);

const present = existsSync(REAL);
if (!present) console.warn(`skipped: ${REAL} is not on this machine`);

test.skipIf(!present)('the real MobileNetV2 0.35, as Teachable Machine has it', async () => {
  const { modelTopology, weightsManifest } = JSON.parse(
    readFileSync(path.join(REAL, 'model.json'), 'utf8'),
  );
  const weights = new Uint8Array(readFileSync(path.join(REAL, 'weights.bin'))).buffer;
  const model = { topology: modelTopology, weightSpecs: weightsManifest[0].weights, weights };
  const wanted = await embeddingsOfLayers(model);
  const read = readLayersModel(
    model,
    { outputLayer: 'out_relu', inputRange: [-1, 1] },
    seededHead('linear', 1280, 3),
  );
  if (!read.ok) throw new Error(JSON.stringify(read.fault));
  const graph = layersGraph(model, 'out_relu');
  if (!graph.ok) throw new Error(JSON.stringify(graph.fault));
  const byGraph = await embeddings(
    { ...graph.value, inputRange: [-1, 1], label: '', fingerprint: '' },
    pictures.map(asCrop),
  );
  pictures.forEach((picture, at) => {
    expect(difference(runNetworkByTfjs(read.value, picture).embedding, wanted[at])).toBeLessThan(
      1e-4,
    );
    expect(difference(byGraph[at], wanted[at])).toBeLessThan(1e-4);
  });
  expect(kindsOf(read.value)).toEqual({
    convolution: 35,
    depthwise: 17,
    add: 10,
    average: 1,
    dense: 1,
    softmax: 1,
  });
  expect(difference(wanted[0], wanted[1])).toBeGreaterThan(0.1);
});

test("layers of Keras' MobileNet v1", async () => {
  const model = sequential({
    layers: [
      layers.zeroPadding2d({
        inputShape: [224, 224, 3],
        padding: [
          [0, 1],
          [2, 0],
        ],
      }),
      layers.conv2d({ filters: 4, kernelSize: 9, strides: 8, useBias: false }),
      layers.batchNormalization({ scale: false }),
      layers.reLU({ maxValue: 6 }),
      layers.depthwiseConv2d({ kernelSize: 3, padding: 'same', strides: 2 }),
      layers.batchNormalization({ center: false, epsilon: 0.01 }),
      layers.activation({ activation: 'relu' }),
      layers.conv2d({ filters: 6, kernelSize: 1, activation: 'relu6' }),
      layers.globalAveragePooling2d({}),
      layers.reshape({ targetShape: [1, 1, 6] }),
      layers.dropout({ rate: 0.001 }),
      layers.conv2d({ filters: 5, kernelSize: 1, name: 'preds' }),
      layers.flatten({ name: 'end' }),
    ],
  });
  model.setWeights(
    model.getWeights().map(({ shape }, at) => {
      const positive = shape.length === 1;
      return tf.randomUniform(shape, positive ? 0.5 : -0.5, positive ? 1.5 : 0.5, 'float32', at);
    }),
  );
  const saved = await savedModel(model);
  const wanted = await embeddingsOfLayers(saved, false);
  for (const outputLayer of ['preds', 'end']) {
    const read = readLayersModel(
      saved,
      { outputLayer, inputRange: [-1, 1] },
      seededHead('linear', 5, 2),
    );
    if (!read.ok) throw new Error(JSON.stringify(read.fault));
    pictures.forEach((picture, at) => {
      const given = runNetwork(read.value, picture)[read.value.embedding];
      expect(difference(given, wanted[at])).toBeLessThan(1e-4);
    });
  }
  expect(difference(wanted[0], wanted[1])).toBeGreaterThan(1e-2);
});

/** The model's own answers, with [−1, 1] pixels; an image's mean over its places. */
async function embeddingsOfLayers(
  { topology, weightSpecs, weights }: LayersModel,
  image = true,
): Promise<Float32Array[]> {
  const model = await loadLayersModel(
    tf.io.fromMemory({
      modelTopology: structuredClone(topology) as object,
      weightSpecs,
      weightData: weights,
    }),
  );
  return pictures.map((picture) =>
    tf.tidy(() => {
      const pixels = tf.tensor4d(Float32Array.from(picture), [1, 224, 224, 3]);
      const output = model.predict(tf.sub(tf.div(pixels, 127.5), 1));
      if (Array.isArray(output)) throw new Error('one output expected');
      return Float32Array.from((image ? tf.mean(output, [1, 2]) : output).dataSync());
    }),
  );
}

async function savedModel(model: ReturnType<typeof sequential>): Promise<LayersModel> {
  let saved: LayersModel | null = null;
  await model.save({
    save: async ({ modelTopology, weightSpecs, weightData }) => {
      if (!(weightData instanceof ArrayBuffer)) throw new Error('one buffer expected');
      const specs = JSON.parse(JSON.stringify(weightSpecs));
      saved = { topology: modelTopology, weightSpecs: specs, weights: weightData };
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
    },
  });
  if (!saved) throw new Error('not saved');
  return saved;
}

function parsed({ modelJson, weights }: ReturnType<typeof teachableMachineFiles>): LayersModel {
  const { modelTopology, weightsManifest } = JSON.parse(modelJson);
  return {
    topology: modelTopology,
    weightSpecs: weightsManifest[0].weights,
    weights: weights.slice().buffer,
  };
}

function kindsOf({ operations }: ReturnType<typeof smallNetwork>): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of operations) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function difference(some?: ArrayLike<number>, others?: ArrayLike<number>): number {
  expect(some).toHaveLength(others?.length ?? -1);
  return Math.max(
    ...Array.from(some ?? [], (value, at) => Math.abs(value - (others?.[at] ?? Number.NaN))),
  );
}
