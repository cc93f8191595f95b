import { beforeAll, describe, expect, test } from 'vitest';
import {
  embeddings,
  headProbabilities,
  predict,
  useWasm,
} from '../../tests/support/export-engine.ts';
import {
  backboneOf,
  seededHead,
  seededPixels,
  sourceOf,
  standardised,
} from '../../tests/support/export-source.ts';
import { seededBackbone } from '../../tests/support/seeded-backbone.ts';
import {
  hubBackbone,
  realBackbone,
  starterBackbone,
} from '../../tests/support/shared-backbones.ts';
import type { Head } from '../head/types.ts';
import { buildTfjsModel, type TfjsModel } from './tfjs-model.ts';
import type { ExportSource } from './types.ts';

const V1 = 'module_apply_default/MobilenetV1/Logits/global_pool';
const V2 = 'module_apply_default/MobilenetV2/Logits/AvgPool';

const networks = {
  starter: { network: starterBackbone(), node: V2, range: [-1, 1] },
  'MobileNetV2 0.35': { network: realBackbone(), node: V2, range: [-1, 1] },
  'hub v1': { network: hubBackbone(1), node: V1, range: [0, 1] },
  'hub v2': { network: hubBackbone(2), node: V2, range: [0, 1] },
} as const;

const pictures = [1, 2, 3].map(seededPixels);

function build(source: ExportSource): TfjsModel {
  const built = buildTfjsModel(source);
  if (!built.ok) throw new Error(JSON.stringify(built.fault));
  return built.value;
}

function rootMeanSquare(values: Float32Array): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}

/** A head that tells these embeddings apart, as a trained one does. */
function tellingHead(kind: Head['kind'], classes: number, embedded: Float32Array[]): Head {
  const [first, second] = embedded;
  if (!first || !second) throw new Error('two embeddings needed');
  const difference = second.map((value, index) => value - (first[index] ?? 0));
  const head = seededHead(kind, first.length, classes);
  return standardised(head, first, 0.5 / rootMeanSquare(difference));
}

beforeAll(useWasm);

for (const [name, { network, node, range }] of Object.entries(networks)) {
  describe.skipIf(!network)(name, () => {
    test('answers as backbone, embedding node and head do one after the other', async () => {
      if (!network) return;
      const backbone = backboneOf(network, node, [...range]);
      const embedded = await embeddings(backbone, pictures);
      for (const kind of ['linear', 'hidden'] as const) {
        for (const classes of [2, 20]) {
          const head = tellingHead(kind, classes, embedded);
          const given = await predict(build(sourceOf(backbone, head)), pictures);
          const wanted = embedded.map((embedding) => headProbabilities(head, embedding));
          expect(largestDifference(given, wanted)).toBeLessThan(1e-5);
          // The pictures are told apart, so the comparison above means something.
          expect(largestDifference([wanted[0]], [wanted[1]])).toBeGreaterThan(0.01);
        }
      }
    });
  });
}

function largestDifference(
  some: readonly (number[] | undefined)[],
  others: readonly (number[] | undefined)[],
) {
  expect(some.flat()).toHaveLength(others.flat().length);
  return Math.max(
    ...some.flat().map((value, i) => Math.abs((value ?? 9) - (others.flat()[i] ?? 0))),
  );
}

describe('the files', () => {
  const hub = hubBackbone(2);
  test.skipIf(!hub)('hold nothing of the ImageNet classifier', () => {
    if (!hub) return;
    const source = sourceOf(backboneOf(hub, V2, [0, 1]), seededHead('linear', 1280, 2));
    const { modelJson, weights } = build(source);
    expect(modelJson).not.toContain('Conv2d_1c_1x1');
    // 1001 classes of 1280 weights and a bias.
    const without = hub.weights.length - 4 * 1001 * 1281;
    expect(weights.length).toBe(without + 4 * (2 + 2 + 2 * 1281));
  });

  const small = backboneOf(seededBackbone({ seed: 5 }), V2, [-1, 1]);

  test('declare input and output', () => {
    const model = JSON.parse(build(sourceOf(small, seededHead('hidden', 1280, 3))).modelJson);
    const dims = (...sizes: number[]) => ({ dim: sizes.map((size) => ({ size: String(size) })) });
    expect(model).toMatchObject({
      format: 'graph-model',
      generatedBy: 'Show & Tell 0.1.0',
      signature: {
        inputs: { image: { name: 'image:0', tensorShape: dims(-1, 224, 224, 3) } },
        outputs: { probabilities: { name: 'probabilities:0', tensorShape: dims(-1, 3) } },
      },
    });
    expect(Object.keys(model.signature.inputs)).toHaveLength(1);
  });

  test('keep float16 weights as they are', () => {
    const network = starterBackbone();
    const head = seededHead('linear', 1280, 2);
    const { weights } = build(sourceOf(backboneOf(network, V2, [-1, 1]), head));
    expect(weights.length).toBe(network.weights.length + 4 * (2 + 2 + 2 * 1281));
  });

  test('are the same whatever the labels are', () => {
    const head = seededHead('linear', 1280, 2);
    const plain = build(sourceOf(small, head));
    const odd = build(sourceOf(small, head, { labels: ['image', '__proto__'] }));
    expect(odd).toEqual(plain);
  });

  test('answer right when the backbone already uses the names of our nodes', async () => {
    const head = seededHead('linear', 1280, 3);
    const first = build(sourceOf(small, seededHead('linear', 1280, 2)));
    const { modelTopology, weightsManifest } = JSON.parse(first.modelJson);
    const again = {
      ...small,
      // The first export scales by itself.
      inputRange: [0, 255] as [number, number],
      artifacts: {
        topology: modelTopology,
        weightSpecs: weightsManifest[0].weights,
        weights: first.weights.buffer,
      },
    };
    const given = await predict(build(sourceOf(again, head)), pictures);
    const wanted = await predict(build(sourceOf(small, head)), pictures);
    expect(largestDifference(given, wanted)).toBeLessThan(1e-5);
  });
});

describe('no file rather than a wrong one', () => {
  const network = seededBackbone();
  const sound = () => backboneOf(network, V2, [-1, 1]);
  const head = seededHead('linear', 1280, 2);

  function fault(backbone: ExportSource['backbone'], ofHead: Head = head) {
    const built = buildTfjsModel(sourceOf(backbone, ofHead));
    return built.ok ? null : built.fault;
  }

  test('a sound source has no fault', () => expect(fault(sound())).toBeNull());

  test('embedding node not in the graph', () => {
    expect(fault({ ...sound(), embeddingNode: V1 })).toEqual({ kind: 'missing-node', node: V1 });
  });

  test('a head for embeddings of another length', () => {
    const other = seededHead('hidden', 1024, 2);
    expect(fault(sound(), other)).toEqual({ kind: 'wrong-features', head: 1024, backbone: 1280 });
  });

  test('head arrays that contradict each other, or are not finite', () => {
    const long = { ...head, bias: new Float32Array(3) };
    expect(fault(sound(), long)).toMatchObject({ kind: 'bad-head' });
    const broken = { ...head, bias: Float32Array.of(1, Number.NaN) };
    expect(fault(sound(), broken)).toEqual({ kind: 'bad-head', detail: 'bias is not finite' });
  });

  test('weights cut short, or missing from their list', () => {
    const short = sound();
    short.artifacts.weights = short.artifacts.weights.slice(4);
    expect(fault(short)).toMatchObject({ kind: 'bad-weights' });
    const bare = sound();
    const gone = bare.artifacts.weightSpecs.splice(0, 1)[0];
    const bytes = (gone?.shape ?? []).reduce((size, length) => size * length, 4);
    bare.artifacts.weights = bare.artifacts.weights.slice(bytes);
    expect(fault(bare)).toEqual({ kind: 'missing-weight', name: gone?.name });
  });

  test('an operation that no MobileNet has, an input too many, a cycle', () => {
    const odd = sound();
    for (const node of odd.artifacts.topology.node) if (node.op === 'Relu6') node.op = 'While';
    expect(fault(odd)).toEqual({ kind: 'unknown-operation', op: 'While' });

    const twice = sound();
    const { node } = twice.artifacts.topology;
    const relu = node.find(({ op }) => op === 'Relu6');
    if (relu) Object.assign(relu, { op: 'Add', input: [...(relu.input ?? []), 'more'] });
    node.push({ name: 'more', op: 'Placeholder' });
    expect(fault(twice)).toEqual({ kind: 'bad-graph', detail: '2 inputs' });

    const round = sound();
    for (const node of round.artifacts.topology.node) if (node.op === 'Relu6') node.input = [V2];
    expect(fault(round)).toEqual({ kind: 'bad-graph', detail: `cycle at ${V2}` });
  });
});
