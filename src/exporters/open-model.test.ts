import { strToU8 } from 'fflate';
import { describe, expect, test } from 'vitest';
import { backboneOf, seededHead } from '../../tests/support/export-source.ts';
import {
  changed,
  EMBEDDING,
  fault,
  type Json,
  LABELS,
  sound,
  soundZip,
  tfjsFiles,
  zipWith,
} from '../../tests/support/model-zip.ts';
import { seededBackbone } from '../../tests/support/seeded-backbone.ts';
import { buildNetwork } from './network/build-network.ts';
import { openModelZip } from './open-model.ts';

describe('opens', () => {
  test('what was written', () => expect(fault(soundZip)).toBeNull());

  test('what was unpacked and packed again in a folder', () => {
    expect(fault(zipWith({ '__MACOSX/metadata.json': {} }, 'my model/'))).toBeNull();
  });

  test('only what it needs: a damaged picture does not matter', () => {
    expect(fault(zipWith({ 'golden/0.png': new Uint8Array(9) }))).toBeNull();
  });

  test('without letting JSON reach a prototype', () => {
    const text = new TextDecoder().decode(sound.get('metadata.json'));
    const hostile = `{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},${text.slice(1)}`;
    const opened = openModelZip(zipWith({ 'metadata.json': strToU8(hostile) }));
    expect(opened.ok && Object.keys(opened.value.metadata).includes('constructor')).toBe(false);
    expect(opened.ok && Object.getPrototypeOf(opened.value.metadata)).toBe(Object.prototype);
    expect('polluted' in {}).toBe(false);
  });
});

describe('refuses as a model', () => {
  test.each(['metadata.json', 'model.json', 'weights.bin'])('one without %s', (missing) => {
    expect(fault(zipWith({ [missing]: null }))).toEqual({ kind: 'not-our-model', missing });
  });

  test("Teachable Machine's", () => {
    const theirs = { tfjsVersion: '1.7.4', packageName: '@teachablemachine/image', labels: LABELS };
    const zip = zipWith({ 'metadata.json': theirs });
    expect(fault(zip)).toEqual({ kind: 'not-our-model', missing: 'format' });
  });

  test.each<[string, (metadata: Json) => void]>([
    ['formatVersion', (m) => Object.assign(m, { formatVersion: 2 })],
    ['labels', (m) => m.labels.pop()],
    ['no labels', (m) => Object.assign(m, { labels: [] })],
    ['long label', (m) => Object.assign(m.labels, ['x'.repeat(201)])],
    ['label of another type', (m) => Object.assign(m.labels, [7])],
    ['preprocessing', (m) => Object.assign(m.preprocessing, { version: 99 })],
    ['head', (m) => Object.assign(m.head, { classes: 4 })],
    ['accuracy', (m) => Object.assign(m, { accuracy: { value: 2 } })],
  ])('bad metadata: %s', (_, change) => {
    expect(fault(changed('metadata.json', change))?.kind).toBe('bad-metadata');
  });

  test.each<[string, (model: Json) => void]>([
    ['not a graph model', (m) => Object.assign(m, { format: 'layers-model' })],
    ['two nodes of one name', (m) => m.modelTopology.node.push(m.modelTopology.node[0])],
    ['a missing node', (m) => m.modelTopology.node.splice(5, 1)],
    ['a cycle', (m) => Object.assign(m.modelTopology.node.at(-5), { input: ['probabilities'] })],
    ['a reserved name', (m) => Object.assign(m.modelTopology.node[0], { name: 'constructor' })],
    ['a name that is none', (m) => Object.assign(m.modelTopology.node[0], { name: '__proto__' })],
    ['no weight', (m) => m.weightsManifest[0].weights.pop()],
    ['another output', (m) => (m.signature.outputs.probabilities.name = 'head/logits:0')],
    ['another input', (m) => (m.signature.inputs.image.name = 'images')],
    ['other shards', (m) => (m.weightsManifest[0].paths = ['../secret'])],
    ['a string tensor', (m) => (m.weightsManifest[0].weights[0].dtype = 'string')],
  ])('bad graph: %s', (_, change) => {
    expect(fault(changed('model.json', change))?.kind).toBe('bad-graph');
  });

  test('operations beyond those known', () => {
    const zip = changed('model.json', ({ modelTopology: { node } }) => {
      node.find(({ op }: Json) => op === 'AddV2').op = 'LoopCond';
    });
    expect(fault(zip)).toEqual({ kind: 'unknown-operation', op: 'LoopCond' });
  });

  test('weights that are longer or shorter than their list', () => {
    const weights = sound.get('weights.bin') ?? new Uint8Array();
    for (const bytes of [weights.slice(4), new Uint8Array([...weights, 0])]) {
      expect(fault(zipWith({ 'weights.bin': bytes }))?.kind).toBe('bad-weights');
    }
    const zip = changed(
      'model.json',
      (m) => (m.weightsManifest[0].weights[0].shape = [2 ** 40, 2 ** 40]),
    );
    expect(fault(zip)?.kind).toBe('bad-weights');
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('a weight of %d', (value) => {
    const weights = (sound.get('weights.bin') ?? new Uint8Array()).slice();
    new DataView(weights.buffer).setFloat32(weights.length - 4, value, true);
    expect(fault(zipWith({ 'weights.bin': weights }))).toEqual({
      kind: 'bad-weights',
      detail: 'logits/bias: not finite',
    });
  });

  test('a float16 weight that is not finite, and a quantisation that lacks its numbers', () => {
    const backbone = backboneOf(seededBackbone(), EMBEDDING, [-1, 1]);
    const network = buildNetwork(backbone, seededHead('linear', 1280, LABELS.length));
    if (!network.ok) throw new Error(network.fault.kind);
    const halves = tfjsFiles({}, network.value, 'float16');
    const files = Object.fromEntries(halves.map(({ path, bytes }) => [path, bytes]));
    expect(fault(zipWith(files))).toBeNull();
    const weights = (files['weights.bin'] ?? new Uint8Array()).slice();
    const model = JSON.parse(new TextDecoder().decode(files['model.json']));
    const { weights: specs } = model.weightsManifest[0];
    const halved = specs.findIndex(({ quantization }: Json) => quantization);
    const before = specs.slice(0, halved).flatMap(({ shape }: Json) => product(shape));
    new DataView(weights.buffer).setUint16(4 * sum(before), 0x7e00, true);
    expect(fault(zipWith({ ...files, 'weights.bin': weights }))?.kind).toBe('bad-weights');
    specs.find(({ quantization }: Json) => quantization).quantization.dtype = 'uint16';
    expect(fault(zipWith({ ...files, 'model.json': model }))?.kind).toBe('bad-weights');
  });
});

function product(shape: number[]): number {
  return shape.reduce((all, length) => all * length, 1);
}

function sum(values: number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
