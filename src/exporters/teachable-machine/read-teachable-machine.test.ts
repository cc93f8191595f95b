import { beforeAll, describe, expect, test } from 'vitest';
import { useWasm } from '../../../tests/support/export-engine.ts';
import { runLayersModel } from '../../../tests/support/run-layers.ts';
import { runNetwork } from '../../../tests/support/run-network.ts';
import { asCrop, smallNetwork, smallPicture } from '../../../tests/support/small-networks.ts';
import { teachableMachineFiles } from '../../../tests/support/teachable-machine.ts';
import { largestDifference } from '../largest-difference.ts';
import type { NamedNetwork, Network } from '../network/types.ts';
import { readTeachableMachineModel } from './read-teachable-machine.ts';
import { POOLING } from './teachable-machine-model.ts';

type Json = ReturnType<typeof JSON.parse>;

const pictures = [1, 2].map(smallPicture);

beforeAll(useWasm);

function answers(network: Network) {
  return pictures.map((picture) => ({
    probabilities: Array.from(runNetwork(network, picture).at(-1) ?? []),
  }));
}

function readBack(modelJson: string, weights: Uint8Array<ArrayBuffer>): NamedNetwork {
  const read = readTeachableMachineModel(modelJson, weights);
  if (!read.ok) throw new Error(JSON.stringify(read.fault));
  return read.value;
}

const cases = (['linear', 'hidden'] as const).flatMap((head) =>
  [false, true].map((rich) => ({ head, rich })),
);

test.each(cases)('$head head, rich: $rich: says what TensorFlow.js says', async (options) => {
  const { modelJson, weights } = teachableMachineFiles(smallNetwork({ classes: 3, ...options }));
  const network = readBack(modelJson, weights);
  expect(network.embeddingName).toBe(POOLING);
  const read = answers(network);
  const given = await runLayersModel(modelJson, weights, pictures.map(asCrop));
  expect(largestDifference(read, given)).toBeLessThan(1e-5);
  expect(largestDifference(read, given.toReversed())).toBeGreaterThan(1e-4);
});

describe('files that TensorFlow.js would not take, or not so', () => {
  const { modelJson, weights } = teachableMachineFiles(smallNetwork());
  /** @param change is given the weights' descriptions, the convolutions, and the head's layers, last first. */
  const faultOf = (change: (weights: Json[], convolutions: Json[], head: Json[]) => void) => {
    const model = JSON.parse(modelJson);
    const [base, top] = model.modelTopology.config.layers;
    const layers: Json[] = base.config.layers[0].config.layers;
    const convolutions = layers.filter(({ class_name }) => class_name === 'Conv2D');
    change(model.weightsManifest[0].weights, convolutions, top.config.layers.toReversed());
    const read = readTeachableMachineModel(JSON.stringify(model), weights);
    return read.ok ? null : read.fault.kind;
  };

  test('as written they are read', () => {
    expect(faultOf(() => undefined)).toBeNull();
  });

  test('no JSON', () => {
    expect(readTeachableMachineModel('{', weights).ok).toBe(false);
  });

  test('weights cut off', () => {
    const read = readTeachableMachineModel(modelJson, weights.slice(0, -8));
    expect(read).toMatchObject({ ok: false, fault: { kind: 'bad-weights' } });
  });

  test.each<[string, string, Parameters<typeof faultOf>[0]]>([
    ['an output without softmax', 'bad-graph', (_, __, [o]) => set(o, { activation: 'relu' })],
    ['an output with a bias', 'bad-graph', (_, __, [o]) => set(o, { use_bias: true })],
    ['a hidden layer without relu', 'bad-graph', (_, __, [, h]) => set(h, { activation: 'elu' })],
    ['more units than weights', 'bad-weights', (_, __, [, h]) => set(h, { units: 101 })],
    ['other classes than weights', 'bad-weights', (_, __, [o]) => set(o, { units: 2 })],
    ['another size of kernel', 'bad-graph', (_, layers) => set(layers[0], { kernel_size: [5, 5] })],
    ['a weight that has another name', 'missing-weight', ([first]) => rename(first)],
    ['a weight of no layer', 'bad-weights', (all) => all.push({ ...NO_WEIGHT, name: 'more' })],
    ['quantised weights', 'bad-graph', ([first]) => Object.assign(first, { quantization: {} })],
  ])('%s', (_, kind, change) => {
    expect(faultOf(change)).toBe(kind);
  });
});

/** Takes no bytes. */
const NO_WEIGHT = { shape: [1, 0], dtype: 'float32' };

function set(layer: Json, changed: Json): void {
  Object.assign(layer.config, changed);
}

function rename(spec: Json): void {
  spec.name = `${spec.name}_2`;
}
