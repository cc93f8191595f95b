import { beforeAll, describe, expect, test } from 'vitest';
import { artifactsOf } from '../../../tests/support/artifacts.ts';
import { compareWithGraph } from '../../../tests/support/compare-network.ts';
import { headProbabilities, useWasm } from '../../../tests/support/export-engine.ts';
import { backboneOf, seededHead } from '../../../tests/support/export-source.ts';
import { seededTopology, TOPOLOGIES } from '../../../tests/support/hub-topologies.ts';
import { runNetworkByTfjs } from '../../../tests/support/run-network-tfjs.ts';
import { seededBackbone } from '../../../tests/support/seeded-backbone.ts';
import { realBackbone, starterBackbone } from '../../../tests/support/shared-backbones.ts';
import { smallPicture } from '../../../tests/support/small-networks.ts';
import { readInputRange } from '../../backbone/input-range.ts';
import type { BackboneArtifacts } from '../../backbone/types.ts';
import { buildNetwork } from './build-network.ts';
import { IMAGE, type Network } from './types.ts';

beforeAll(useWasm);

const { 1: v1, 2: v2, 3: v3, 4: v4 } = TOPOLOGIES;
const FUSED = { convolution: 35, depthwise: 17, add: 10, average: 1 };

const backbones = [
  ['the seeded network', () => seededBackbone(), v2, { convolution: 2, average: 1 }],
  [
    'the seeded network with hub_input',
    () => seededBackbone({ version: 1, hubInput: true }),
    v1,
    { convolution: 2, average: 1 },
  ],
  ['the real 0.35', realBackbone, v2, FUSED],
  // Its images are halved first, by a pooling.
  ['the starter', starterBackbone, v2, { ...FUSED, depthwise: 18 }],
  ['hub graph v1', () => seededTopology(1), v1, { convolution: 14, depthwise: 13, average: 1 }],
  ['hub graph v2', () => seededTopology(2), v2, FUSED],
  [
    'hub graph v3',
    () => seededTopology(3),
    v3,
    // 19 hard swishes: an affine and a product each; 9 products with a gate; 1/6 at the very end.
    { convolution: 42, depthwise: 11, affine: 20, multiply: 28, average: 10, add: 6 },
  ],
  [
    'graph v4',
    () => seededTopology(4),
    v4,
    { convolution: 31, depthwise: 15, add: 10, average: 1 },
  ],
] as const;

describe.each(backbones)('%s', (_, make, { embeddingNode }, kinds) => {
  test('embeds as its graph does, by as few operations as can be', async () => {
    const given = make();
    if (!given) return;
    const inputRange = rangeOf(artifactsOf(given));
    const backbone = backboneOf(given, embeddingNode, inputRange);
    const { network, difference, told } = await compareWithGraph(
      backbone,
      (built, pixels) => runNetworkByTfjs(built, pixels).embedding,
    );
    expect(difference).toBeLessThan(1e-5);
    expect(told).toBeGreaterThan(1e-3);
    expect(countKinds(network)).toEqual({ ...kinds, dense: 1, softmax: 1 });
    expect(network.centre).toEqual([127.5, 127.5, 127.5]);
    checkShape(network);
  });
});

describe.each(['linear', 'hidden'] as const)('%s head', (kind) => {
  test.each([2, 20])('%i classes', (classes) => {
    const given = seededBackbone();
    const head = seededHead(kind, 1280, classes);
    const built = buildNetwork(backboneOf(given, v2.embeddingNode, [-1, 1]), head);
    if (!built.ok) throw new Error(built.fault.kind);
    const network = built.value;
    const { embedding, probabilities } = runNetworkByTfjs(network, smallPicture(1));
    const wanted = headProbabilities(head, embedding);
    expect(probabilities).toHaveLength(classes);
    wanted.forEach((value, at) => {
      expect(probabilities[at]).toBeCloseTo(value, 5);
    });
    const names = network.operations.slice(network.embedding + 1).map(({ name }) => name);
    const hidden = kind === 'hidden' ? ['hidden'] : [];
    expect(names).toEqual([...hidden, 'logits', 'probabilities']);
    expect(network.head).toBe(head);
  });
});

/** What the contract promises of every network. */
function checkShape({ operations, embedding }: Network): void {
  const names = operations.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_]*$/i);
  operations.forEach((operation, at) => {
    const inputs = 'inputs' in operation ? operation.inputs : [operation.input];
    for (const input of inputs) {
      expect(input).toBeGreaterThanOrEqual(IMAGE);
      expect(input).toBeLessThan(at);
    }
    if (operation.kind === 'affine') expect(operation.factor).toHaveLength(operation.shape[2]);
    if (operation.kind === 'convolution') expect(operation.bias).toHaveLength(operation.shape[2]);
  });
  expect(operations[embedding].shape.slice(0, 2)).toEqual([1, 1]);
}

function countKinds({ operations }: Network): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { kind } of operations) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function rangeOf(artifacts: BackboneArtifacts): [number, number] {
  const range = readInputRange(artifacts);
  if (!range) throw new Error('no readable range');
  return range;
}
