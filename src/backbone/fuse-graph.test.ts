import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { loadGraphModel } from '@tensorflow/tfjs-converter';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { artifactsOf } from '../../tests/support/artifacts.ts';
import { hubBackbone, starterBackbone } from '../../tests/support/shared-backbones.ts';
import { seededRandom } from '../head/random.ts';
import { fuseGraph } from './fuse-graph.ts';
import { readGraph } from './graph-facts.ts';
import { ioHandler } from './io-handler.ts';
import type { BackboneArtifacts, GraphNode } from './types.ts';

beforeAll(async () => {
  const module = createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm');
  setWasmPaths(join(dirname(module), '/'));
  expect(await tf.setBackend('wasm')).toBe(true);
});

/** Outputs of the nodes for two pictures of noise, and how many kernels ran. */
async function outputs(artifacts: BackboneArtifacts, nodes: string[]) {
  const random = seededRandom(3);
  const pixels = Float32Array.from({ length: 2 * 224 * 224 * 3 }, () => 2 * random() - 1);
  const model = await loadGraphModel(ioHandler(artifacts));
  const values: Float32Array[] = [];
  const profile = await tf.profile(() => {
    const found = model.execute(tf.tensor4d(pixels, [2, 224, 224, 3]), nodes);
    for (const each of [found].flat()) values.push(Float32Array.from(each.dataSync()));
    return tf.scalar(0);
  });
  model.dispose();
  // A fused one is told twice, by two names.
  const kernels = profile.kernels.filter(({ name }) => !name.endsWith('__op'));
  return { values, kernels: kernels.length };
}

function cosine(a: Float32Array, b: Float32Array): number {
  const dot = (x: Float32Array, y: Float32Array) =>
    x.reduce((sum, value, at) => sum + value * (y[at] ?? 0), 0);
  return dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b));
}

describe.each([
  ['v1', 1],
  ['v2', 2],
] as const)('the hub graph %s', (_name, version) => {
  it('gives the same feature map and embedding with fewer kernels', async () => {
    const given = hubBackbone(version);
    if (!given) return;
    const artifacts = artifactsOf(given);
    const facts = readGraph(artifacts, version);
    if (!facts.ok) throw new Error(facts.fault.kind);
    const nodes = [facts.value.featureNode, facts.value.embeddingNode];
    const bytes = Buffer.from(artifacts.weights.slice(0));
    const fused = fuseGraph(artifacts, nodes);
    const [before, after] = [await outputs(artifacts, nodes), await outputs(fused, nodes)];
    expect(after.kernels).toBeLessThan(0.6 * before.kernels);
    for (const [index, values] of after.values.entries()) {
      const plain = before.values[index] ?? new Float32Array();
      expect(cosine(values, plain)).toBeGreaterThan(0.999999);
      const largest = plain.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
      const apart = values.reduce(
        (most, value, at) => Math.max(most, Math.abs(value - (plain[at] ?? 1e9))),
        0,
      );
      expect(apart).toBeLessThan(1e-4 * largest);
    }
    // The exporters read the graph as it came.
    expect(bytes.equals(Buffer.from(artifacts.weights))).toBe(true);
  });
});

it('leaves a graph alone that is fused already', () => {
  const artifacts = artifactsOf(starterBackbone());
  expect(fuseGraph(artifacts, [])).toBe(artifacts);
});

/** x → depthwise convolution → times [2, 3] → plus [1, −1] → relu6, on two channels. */
function small(change: (nodes: GraphNode[]) => void = () => undefined): BackboneArtifacts {
  const nodes: GraphNode[] = [
    { name: 'x', op: 'Placeholder' },
    ...['filter', 'scale', 'bias'].map((name) => ({ name, op: 'Const' })),
    { name: 'conv', op: 'DepthwiseConv2dNative', input: ['x', 'filter'] },
    { name: 'mul', op: 'Mul', input: ['conv', 'scale'] },
    { name: 'add', op: 'Add', input: ['bias', 'mul'] },
    { name: 'relu', op: 'Relu6', input: ['add'] },
  ];
  change(nodes);
  return {
    topology: { node: nodes },
    weightSpecs: [
      { name: 'filter', shape: [1, 1, 2, 1], dtype: 'float32' },
      { name: 'scale', shape: [2], dtype: 'float32' },
      { name: 'bias', shape: [2], dtype: 'float32' },
    ],
    weights: Float32Array.of(5, 7, 2, 3, 1, -1).buffer,
  };
}
const named = ({ topology }: BackboneArtifacts) => topology.node.map(({ name, op }) => [name, op]);

it('multiplies the scale into the filter, and drops what nobody reads', () => {
  const fused = fuseGraph(small(), []);
  expect(named(fused)).toEqual([
    ['x', 'Placeholder'],
    ['filter', 'Const'],
    ['bias', 'Const'],
    ['relu', 'FusedDepthwiseConv2dNative'],
  ]);
  expect(fused.topology.node.at(-1)?.input).toEqual(['x', 'filter', 'bias']);
  expect([...new Float32Array(fused.weights)].slice(0, 2)).toEqual([10, 21]);
});

it('stops before a node whose output is wanted', () => {
  expect(named(fuseGraph(small(), ['add'])).slice(-2)).toEqual([
    ['add', 'FusedDepthwiseConv2dNative'],
    ['relu', 'Relu6'],
  ]);
  const whole = small();
  expect(fuseGraph(whole, ['mul'])).toBe(whole);
});

it('leaves a filter alone that another node reads', () => {
  const shared = small((nodes) => nodes.push({ name: 'other', op: 'Abs', input: ['filter'] }));
  expect(fuseGraph(shared, [])).toBe(shared);
});

it('leaves a sum of two branches alone', () => {
  const residual = small((nodes) => {
    for (const node of nodes) if (node.name === 'add') node.input = ['x', 'mul'];
  });
  expect(fuseGraph(residual, [])).toBe(residual);
});
