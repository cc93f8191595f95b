import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { load } from '@tensorflow-models/mobilenet';
import { beforeAll, describe, expect, test } from 'vitest';
import { artifactsOf } from '../../tests/support/artifacts.ts';
import {
  mulberry32,
  seededBackbone,
  type TestNetwork,
} from '../../tests/support/seeded-backbone.ts';
import {
  hubBackbone,
  realBackbone,
  starterBackbone,
} from '../../tests/support/shared-backbones.ts';
import type { CropPixels } from '../picture/types.ts';
import { readGraph } from './graph-facts.ts';
import { ioHandler } from './io-handler.ts';
import { loadNetwork } from './network.ts';
import { packCrops, RAW_PIXELS } from './pack-crops.ts';
import type { BackboneArtifacts } from './types.ts';

beforeAll(async () => {
  const module = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(join(dirname(module), '/'));
  expect(await tf.setBackend('wasm')).toBe(true);
  await tf.ready();
});

function pictures(count: number, seed = 5): CropPixels[] {
  const random = mulberry32(seed);
  return Array.from({ length: count }, () =>
    Uint8ClampedArray.from({ length: 224 * 224 * 4 }, () => Math.floor(random() * 256)),
  );
}

async function loaded(network: TestNetwork, version: 1 | 2 = 2) {
  const artifacts = artifactsOf(network);
  const facts = readGraph(artifacts, version);
  if (!facts.ok) throw new Error(facts.fault.kind);
  const { inputRange } = facts.value;
  return { artifacts, inputRange, network: await loadNetwork({ version, inputRange }, artifacts) };
}

/** The same by tfjs alone: pixels to the range, [n, 224, 224, 3], the embedding node. */
async function embedPlainly(
  artifacts: BackboneArtifacts,
  [low, high]: [number, number],
  node: string,
  crops: CropPixels[],
): Promise<number[]> {
  const batch = packCrops(crops, false, RAW_PIXELS);
  const model = await loadGraphModel(ioHandler(artifacts));
  const values = tf.tidy(() => {
    const pixels = tf.tensor4d(batch, [crops.length, 224, 224, 3]);
    const output = model.execute(tf.add(tf.mul(pixels, (high - low) / 255), low), node);
    if (Array.isArray(output)) throw new Error('one output expected');
    return [...output.dataSync()];
  });
  model.dispose();
  return values;
}

const largestDifference = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - (b[i] ?? 1e9))), 0);

describe.each([
  ['the seeded network', () => seededBackbone(), 2, 1280],
  ['the seeded network with hub_input', () => seededBackbone({ hubInput: true }), 2, 1280],
  ['the seeded MobileNet v1', () => seededBackbone({ version: 1, hubInput: true }), 1, 1024],
  ['the starter', () => starterBackbone(), 2, 1280],
  ['the real 0.35', () => realBackbone(), 2, 1280],
  ['the real hub graph v1', () => hubBackbone(1), 1, 1024],
  ['the real hub graph v2', () => hubBackbone(2), 2, 1280],
] as const)('%s', (_name, make, version, features) => {
  test('embeds a batch as tfjs itself does, and leaves no tensor behind', async () => {
    const given = make();
    if (!given) return;
    const before = tf.memory().numTensors;
    const { artifacts, inputRange, network } = await loaded(given, version);
    expect(network.features).toBe(features);

    const batch = pictures(3);
    const embeddings = await network.embed(batch);
    expect(embeddings.length).toBe(3 * features);
    expect(embeddings.every(Number.isFinite)).toBe(true);
    const plain = await embedPlainly(artifacts, inputRange, network.embeddingNode, batch);
    expect(largestDifference(embeddings, plain)).toBeLessThan(1e-4);
    // A network whose answer did not depend on the picture would pass the rest.
    expect(
      largestDifference(embeddings.subarray(0, features), embeddings.subarray(features)),
    ).toBeGreaterThan(1e-3);

    const alone = await network.embed(batch.slice(1, 2));
    expect(largestDifference(alone, embeddings.subarray(features, 2 * features))).toBeLessThan(
      1e-4,
    );

    const steady = tf.memory().numTensors;
    for (let i = 0; i < 3; i += 1) await network.embed(batch);
    expect(tf.memory().numTensors).toBe(steady);
    network.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });
});

test('a network with hub_input gives the same embeddings as the same one without', async () => {
  const batch = pictures(1);
  const hub = await loaded(seededBackbone({ hubInput: true }));
  const plain = await loaded(seededBackbone());
  const difference = largestDifference(
    await hub.network.embed(batch),
    await plain.network.embed(batch),
  );
  expect(difference).toBeLessThan(1e-4);
  hub.network.dispose();
  plain.network.dispose();
});

test('a batch is not stretched on its way', async () => {
  const { network } = await loaded(seededBackbone());
  const profile = await tf.profile(async () => {
    const values = await network.embed(pictures(2));
    return tf.tensor1d(values);
  });
  expect(profile.kernelNames).toContain('Conv2D');
  expect(profile.kernelNames.filter((name) => name.startsWith('Resize'))).toEqual([]);
  network.dispose();
});

test('is what the package itself infers, to the last bit', async () => {
  const { network, artifacts, inputRange } = await loaded(starterBackbone());
  const [crop] = pictures(1);
  const mobilenet = await load({ version: 2, inputRange, modelUrl: ioHandler(artifacts) });
  const rgb = tf.tensor3d(packCrops([crop], false, RAW_PIXELS), [224, 224, 3]);
  expect(await network.embed([crop])).toEqual(await mobilenet.infer(rgb, true).data());
  network.dispose();
});

test('a crop of another size is refused', async () => {
  const { network } = await loaded(seededBackbone());
  await expect(network.embed([new Uint8ClampedArray(12)])).rejects.toThrow(RangeError);
  network.dispose();
});
