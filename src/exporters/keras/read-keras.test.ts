import { describe, expect, test } from 'vitest';
import { artifactsOf } from '../../../tests/support/artifacts.ts';
import { backboneOf, seededHead } from '../../../tests/support/export-source.ts';
import { seededTopology, TOPOLOGIES } from '../../../tests/support/hub-topologies.ts';
import { runNetwork } from '../../../tests/support/run-network.ts';
import { saidByNetwork } from '../../../tests/support/said-by-network.ts';
import { realBackbone } from '../../../tests/support/shared-backbones.ts';
import { smallNetwork, smallPicture } from '../../../tests/support/small-networks.ts';
import { readInputRange } from '../../backbone/input-range.ts';
import type { Result } from '../../result.ts';
import { buildNetwork } from '../network/build-network.ts';
import {
  IMAGE,
  type NamedNetwork,
  type Network,
  type Operation,
  type ValueId,
} from '../network/types.ts';
import { kerasModel, legacyKerasModel } from './keras-model.ts';
import { layerName } from './network-layers.ts';
import { readKerasModel } from './read-keras.ts';
import { readLegacyKerasModel } from './read-legacy-keras.ts';

const NO_PADDING = { top: 0, bottom: 0, left: 0, right: 0 };

function throughKeras3(network: Network): NamedNetwork {
  const file = value(kerasModel(network, { exportedAt: '2026-11-23T11:22:34.000Z' }));
  return value(readKerasModel(file));
}

function throughKeras2(network: Network): NamedNetwork {
  return value(readLegacyKerasModel(value(legacyKerasModel(network))));
}

function value<Value>(result: Result<Value, unknown>): Value {
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return result.value;
}

/** A head of two classes, and its operations. */
function endOf(
  input: ValueId,
  features: number,
): Pick<Network, 'embedding' | 'head'> & {
  end: Operation[];
} {
  const kernel = Float32Array.from({ length: features * 2 }, (_, at) => Math.sin(at));
  const bias = Float32Array.of(0.5, -0.5);
  const shape: Operation['shape'] = [1, 1, 2];
  return {
    embedding: input,
    head: { kind: 'linear', features, classes: 2, kernel, bias },
    end: [
      { kind: 'dense', name: 'logits', input, shape, kernel, bias, activation: 'none' },
      { kind: 'softmax', name: 'probabilities', input: input + 1, shape },
    ],
  };
}

const small = [2, 20].flatMap((classes) =>
  (['linear', 'hidden'] as const).flatMap((head) =>
    [false, true].map((rich) => ({ seed: classes, classes, head, rich })),
  ),
);

const backbones = {
  'MobileNetV2 0.35': { given: realBackbone(), version: 2, features: 1280 },
  v1: { given: seededTopology(1), version: 1, features: 1024 },
  v2: { given: seededTopology(2), version: 2, features: 1280 },
  'v3 small': { given: seededTopology(3), version: 3, features: 1024 },
  'v4 small': { given: seededTopology(4), version: 4, features: 1280 },
} as const;

describe.each([
  ['model.keras', throughKeras3],
  ['model.h5', throughKeras2],
])('%s', (_file, throughTheFile) => {
  test.each(small)('a network of %j comes back, and answers the same', (options) => {
    const network = smallNetwork(options);
    const read = throughTheFile(network);
    expect(saidByNetwork(read)).toEqual(saidByNetwork(network));
    expect(read.embeddingName).toBe(layerName(network, network.embedding));
    const picture = smallPicture(3);
    const [wanted = [], given = []] = [network, read].map((one) => [
      ...(runNetwork(one, picture).at(-1) ?? []),
    ]);
    expect(given).toHaveLength(options.classes);
    const differences = given.map((probability, at) => Math.abs(probability - (wanted[at] ?? 0)));
    expect(Math.max(...differences)).toBeLessThan(1e-6);
  });

  test('a centre by channel, and zeros that differ on every side', () => {
    const { operations, ...rest } = smallNetwork();
    const padding = { top: 2, bottom: 0, left: 1, right: 3 };
    const [first, second] = operations;
    if (first === undefined || second?.kind !== 'depthwise') throw new Error('another network');
    const { end, ...head } = endOf(2, 8);
    const network: Network = {
      ...rest,
      ...head,
      centre: [1, 0, 3.5],
      operations: [
        first,
        { ...second, padding, shape: [28, 30, 8] },
        { kind: 'average', name: 'mean', input: 1, shape: [1, 1, 8] },
        ...end,
      ],
    };
    expect(saidByNetwork(throughTheFile(network))).toEqual(saidByNetwork(network));
  });

  test('an embedding with an activation is what the ReLU gives', () => {
    const { operations, ...rest } = smallNetwork();
    const [first] = operations;
    if (first === undefined) throw new Error('no network');
    const { end, ...head } = endOf(2, 8);
    const affine: Operation = {
      kind: 'affine',
      name: 'features',
      input: 1,
      shape: [1, 1, 8],
      factor: new Float32Array(8).fill(2),
      offset: new Float32Array(8).fill(-1),
      activation: 'relu6',
    };
    const average: Operation = { kind: 'average', name: 'mean', input: 0, shape: [1, 1, 8] };
    const network = { ...rest, ...head, operations: [first, average, affine, ...end] };
    const { embeddingName } = throughTheFile(network);
    expect(embeddingName).toBe(layerName(network, 2));
    expect(embeddingName).toBe('features_relu6');
  });

  test('weights go to their own branch, whichever the sum names first', () => {
    const branch = (name: string, kernel: number): Operation => ({
      kind: 'convolution',
      name,
      input: IMAGE,
      shape: [7, 7, 1],
      kernelSize: [1, 1],
      kernel: Float32Array.of(kernel, 0, 0),
      bias: Float32Array.of(0),
      stride: [32, 32],
      padding: NO_PADDING,
      activation: 'relu',
    });
    const { end, ...head } = endOf(3, 1);
    const network: Network = {
      size: 224,
      centre: [0, 0, 0],
      ...head,
      operations: [
        branch('one', 1),
        branch('other', 2),
        { kind: 'add', name: 'sum', inputs: [1, 0], shape: [7, 7, 1], activation: 'relu6' },
        { kind: 'average', name: 'mean', input: 2, shape: [1, 1, 1] },
        ...end,
      ],
    };
    const read = throughTheFile(network);
    expect(saidByNetwork(read)).toEqual(saidByNetwork(network));
    expect(read.operations.slice(0, 2).map(({ name }) => name)).toEqual(['other', 'one']);
  });

  describe.each(Object.entries(backbones))('%s', (_name, { given, version, features }) => {
    test.skipIf(given === null)('comes back bit by bit', () => {
      if (given === null) return;
      const artifacts = artifactsOf(given);
      const range = readInputRange(artifacts) ?? [-1, 1];
      const backbone = {
        ...backboneOf(given, TOPOLOGIES[version].embeddingNode, range),
        artifacts,
      };
      for (const kind of ['linear', 'hidden'] as const) {
        const built = value(buildNetwork(backbone, seededHead(kind, features, 20)));
        expect(saidByNetwork(throughTheFile(built))).toEqual(saidByNetwork(built));
      }
    });
  });
});
