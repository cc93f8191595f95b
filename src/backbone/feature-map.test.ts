import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { artifactsOf } from '../../tests/support/artifacts.ts';
import { useWasm } from '../../tests/support/export-engine.ts';
import { mulberry32, seededBackbone } from '../../tests/support/seeded-backbone.ts';
import {
  hubBackbone,
  realBackbone,
  starterBackbone,
} from '../../tests/support/shared-backbones.ts';
import type { CropPixels } from '../picture/types.ts';
import { pooledNode } from './feature-map.ts';
import { readGraph } from './graph-facts.ts';
import { loadNetwork } from './network.ts';
import type { GraphNode } from './types.ts';

beforeAll(useWasm);

/** Noise below, one colour above: positions differ. */
function halfNoise(): CropPixels {
  const random = mulberry32(5);
  return Uint8ClampedArray.from({ length: 224 * 224 * 4 }, (_, at) =>
    at < 112 * 224 * 4 ? 90 : Math.floor(random() * 256),
  );
}

describe.each([
  ['the starter, which sees 128 × 128 pixels', () => starterBackbone(), 2, 4],
  ['the real 0.35', () => realBackbone(), 2, 7],
  ['the real hub graph v1', () => hubBackbone(1), 1, 7],
  ['the real hub graph v2', () => hubBackbone(2), 2, 7],
  ['a seeded stand-in', () => seededBackbone({ hubInput: true }), 2, 14],
] as const)('%s', (_name, make, version, side) => {
  test('the mean over positions is the embedding', async () => {
    const given = make();
    if (!given) return;
    const artifacts = artifactsOf(given);
    const facts = readGraph(artifacts, version);
    if (!facts.ok) throw new Error(facts.fault.kind);
    const { inputRange, features } = facts.value;
    const network = await loadNetwork({ version, inputRange }, artifacts);
    const embedding = await network.embed([halfNoise()]);
    const before = tf.memory().numTensors;
    const map = await network.featureMap(halfNoise());
    expect(tf.memory().numTensors).toBe(before);

    expect(map).toMatchObject({ height: side, width: side, rows: side * side, cols: features });
    expect(map.values).toHaveLength(side * side * features);
    expect(map.embedding).toEqual({ rows: 1, cols: features, values: embedding });
    let worst = 0;
    let apart = 0;
    for (let p = 0; p < features; p++) {
      let sum = 0;
      for (let row = 0; row < map.rows; row++) sum += map.values[row * features + p];
      worst = Math.max(worst, Math.abs(sum / map.rows - embedding[p]));
      apart = Math.max(apart, Math.abs(map.values[p] - embedding[p]));
    }
    expect(worst).toBeLessThan(1e-5);
    // A map that repeated the embedding would pass the rest.
    expect(apart).toBeGreaterThan(0.1);
    network.dispose();
  });
});

describe('the node that is pooled', () => {
  const chain = (...ops: string[]): GraphNode[] =>
    ops.map((op, at) => ({ name: `${at}`, op, input: at === 0 ? [] : [`${at - 1}:0`, 'axes'] }));

  test('is found behind steps that only change the shape', () => {
    expect(pooledNode(chain('Relu6', 'Mean', 'Squeeze', 'Reshape'), '3')).toBe('0');
    expect(pooledNode(chain('Relu6', 'AvgPool', 'Identity'), '2')).toBe('0');
  });

  test('is not made up', () => {
    expect(pooledNode(chain('Relu6', 'Mean', 'Conv2D'), '2')).toBeNull();
    expect(pooledNode(chain('Placeholder', 'Squeeze'), '1')).toBeNull();
    expect(pooledNode([{ name: 'a', op: 'Identity', input: ['a'] }], 'a')).toBeNull();
  });
});
