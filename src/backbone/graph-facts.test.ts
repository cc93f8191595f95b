import { describe, expect, test } from 'vitest';
import { artifactsOf } from '../../tests/support/artifacts.ts';
import { seededBackbone } from '../../tests/support/seeded-backbone.ts';
import {
  hubBackbone,
  realBackbone,
  starterBackbone,
} from '../../tests/support/shared-backbones.ts';
import { EMBEDDING_NODES, readGraph, versionOf } from './graph-facts.ts';
import { readInputRange } from './input-range.ts';
import type { BackboneArtifacts } from './types.ts';

describe('what is read off a graph', () => {
  test.each([1, 2] as const)('of the real hub network v%i, seeded weights', (version) => {
    const network = hubBackbone(version);
    if (!network) return;
    const artifacts = artifactsOf(network);
    expect(versionOf(artifacts.topology)).toBe(version);
    expect(readGraph(artifacts, version)).toEqual({
      ok: true,
      value: {
        version,
        embeddingNode: EMBEDDING_NODES[version],
        features: version === 1 ? 1024 : 1280,
        alpha: 1,
        featureNode:
          version === 1
            ? 'module_apply_default/MobilenetV1/MobilenetV1/Conv2d_13_pointwise/Relu6'
            : 'module_apply_default/MobilenetV2/Conv_1/Relu6',
        inputRange: [0, 1],
      },
    });
  });

  test('of the real MobileNetV2 0.35', () => {
    const network = realBackbone();
    if (!network) return;
    const facts = readGraph(artifactsOf(network), 2);
    expect(facts).toMatchObject({
      ok: true,
      value: { features: 1280, alpha: 0.35, inputRange: [-1, 1] },
    });
  });

  test('of the starter', () => {
    const facts = readGraph(artifactsOf(starterBackbone()), 2);
    expect(facts).toMatchObject({
      ok: true,
      value: { features: 1280, alpha: 0.5, inputRange: [-1, 1] },
    });
  });

  test('of the seeded stand-ins', () => {
    const plain = readGraph(artifactsOf(seededBackbone({ version: 1 })), 1);
    expect(plain).toMatchObject({ ok: true, value: { features: 1024, inputRange: [-1, 1] } });
    const hub = readGraph(artifactsOf(seededBackbone({ hubInput: true })), 2);
    expect(hub).toMatchObject({ ok: true, value: { features: 1280, inputRange: [0, 1] } });
  });

  test('names the node that a graph of the other version lacks', () => {
    expect(readGraph(artifactsOf(seededBackbone({ version: 1 })), 2)).toEqual({
      ok: false,
      fault: { kind: 'missing-node', node: EMBEDDING_NODES[2] },
    });
  });
});

describe('the pixel range', () => {
  /** images → the given operations, each with one scalar constant → Relu6. */
  const chain = (...steps: [op: string, value: number, constantFirst?: boolean][]) => {
    const node: BackboneArtifacts['topology']['node'] = [{ name: 'images', op: 'Placeholder' }];
    let at = 'images:0';
    for (const [index, [op, , constantFirst]] of steps.entries()) {
      const inputs = constantFirst ? [`c${index}`, at] : [at, `c${index}`];
      node.push({ name: `c${index}`, op: 'Const' }, { name: `s${index}`, op, input: inputs });
      at = `s${index}`;
    }
    node.push({ name: 'end', op: 'Relu6', input: [at] });
    return readInputRange({
      topology: { node },
      weightSpecs: steps.map((_, index) => ({ name: `c${index}`, shape: [], dtype: 'float32' })),
      weights: Float32Array.from(steps, ([, value]) => value).buffer,
    });
  };

  test.each([
    ['nothing', [], [-1, 1]],
    [
      'x · 2 − 1',
      [
        ['Mul', 2],
        ['Sub', 1],
      ],
      [0, 1],
    ],
    [
      '(x − 0.5) · 2',
      [
        ['Sub', 0.5],
        ['Mul', 2, true],
      ],
      [0, 1],
    ],
    [
      'x / 128 + (−1)',
      [
        ['RealDiv', 128],
        ['AddV2', -1],
      ],
      [0, 256],
    ],
    [
      'x − 128, / 128',
      [
        ['Sub', 128],
        ['RealDiv', 128],
      ],
      [0, 256],
    ],
  ] as const)('is what %s takes to [-1, 1]', (_name, steps, range) => {
    expect(chain(...steps.map((step): [string, number, boolean?] => [...step]))).toEqual(range);
  });

  test('is unknown where the arithmetic cannot be turned round', () => {
    expect(chain(['Mul', 0])).toBeNull();
    expect(chain(['Sub', 1, true])).toBeNull();
  });
});
