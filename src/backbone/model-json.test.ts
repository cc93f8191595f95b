import { describe, expect, test } from 'vitest';
import { networkFiles, seededBackbone } from '../../tests/support/seeded-backbone.ts';
import { hubBackbone } from '../../tests/support/shared-backbones.ts';
import { MAX_MODEL_JSON_BYTES, parseModelJson } from './model-json.ts';
import type { WeightSpec } from './types.ts';
import { readScalar, weightByteLength } from './weight-bytes.ts';

const encode = (value: unknown) =>
  new TextEncoder().encode(typeof value === 'string' ? value : JSON.stringify(value));

const model = (changes: { paths?: unknown; weights?: unknown; node?: unknown }) =>
  encode({
    modelTopology: { node: changes.node ?? [{ name: 'images', op: 'Placeholder' }] },
    weightsManifest: [
      {
        paths: changes.paths ?? ['a.bin'],
        weights: changes.weights ?? [{ name: 'w', shape: [2, 3], dtype: 'float32' }],
      },
    ],
  });

describe('a sound model.json', () => {
  test('tells shards and bytes', () => {
    const network = seededBackbone();
    const bytes = networkFiles(network, 40_000).get('model.json') ?? new Uint8Array();
    const parsed = parseModelJson(bytes);
    expect(parsed.ok && parsed.value.totalBytes).toBe(network.weights.length);
    expect(parsed.ok && parsed.value.groups[0]?.paths).toHaveLength(4);
  });

  test.each([1, 2] as const)('of the real MobileNet v%i is accepted', (version) => {
    const network = hubBackbone(version);
    if (!network) return;
    const parsed = parseModelJson(encode(network.modelJson));
    expect(parsed.ok && parsed.value.totalBytes).toBe(version === 1 ? 16_908_084 : 13_984_940);
  });
});

describe('a model.json that is refused', () => {
  test.each([
    ['a web page', '  <!DOCTYPE html><html></html>', 'html'],
    ['half a file', '{"modelTopology": {"node": [', 'not-json'],
    ['a layers model', { modelTopology: { model_config: {} }, weightsManifest: [] }, 'not-a-graph'],
    ['something else', [1, 2, 3], 'not-a-graph'],
  ])('%s', (_name, content, kind) => {
    expect(parseModelJson(encode(content))).toMatchObject({ ok: false, fault: { kind } });
  });

  test.each([
    '../secret.bin',
    'a/../../b.bin',
    '/etc/passwd',
    'https://elsewhere.example/a.bin',
    '//elsewhere.example/a.bin',
    'a\\b.bin',
    'a.bin?x=1',
    '%2e%2e/a.bin',
    './a.bin',
    '',
  ])('for the path %j', (path) => {
    const fault = { kind: 'malformed' };
    expect(parseModelJson(model({ paths: [path] }))).toMatchObject({ ok: false, fault });
  });

  test.each([
    ['a negative size', [{ name: 'w', shape: [-1, 3], dtype: 'float32' }]],
    ['half a size', [{ name: 'w', shape: [1.5], dtype: 'float32' }]],
    ['a string weight', [{ name: 'w', shape: [1], dtype: 'string' }]],
    ['a reserved name', [{ name: '__proto__', shape: [1], dtype: 'float32' }]],
    ['one name twice', [1, 2].map(() => ({ name: 'w', shape: [1], dtype: 'float32' }))],
  ])('for %s', (_name, weights) => {
    const fault = { kind: 'malformed' };
    expect(parseModelJson(model({ weights }))).toMatchObject({ ok: false, fault });
  });

  test('for more than it may hold', () => {
    const weights = [{ name: 'w', shape: [2 ** 20, 2 ** 20], dtype: 'float32' }];
    const fault = { kind: 'too-large' };
    expect(parseModelJson(model({ weights }))).toMatchObject({ ok: false, fault });
    const long = encode(' '.repeat(MAX_MODEL_JSON_BYTES + 1));
    expect(parseModelJson(long)).toMatchObject({ ok: false, fault });
  });

  test('and what it hides under __proto__ is dropped', () => {
    const attr = '{"__proto__": {"polluted": true}, "T": {"type": "DT_FLOAT"}}';
    const text = new TextDecoder()
      .decode(model({}))
      .replace('"op":"Placeholder"', `"op":"Placeholder","attr":${attr}`);
    const parsed = parseModelJson(encode(text));
    const kept = parsed.ok ? parsed.value.topology.node[0]?.attr : null;
    expect(kept).toEqual({ T: { type: 'DT_FLOAT' } });
    expect(Object.keys(kept ?? {})).toEqual(['T']);
  });
});

describe('weights on disk', () => {
  test('are as long as their stored type says', () => {
    const spec: WeightSpec = { name: 'w', shape: [3, 5], dtype: 'float32' };
    expect(weightByteLength(spec)).toBe(60);
    expect(weightByteLength({ ...spec, quantization: { dtype: 'uint8' } })).toBe(15);
    expect(weightByteLength({ ...spec, quantization: { dtype: 'float16' } })).toBe(30);
    expect(weightByteLength({ ...spec, dtype: 'bool' })).toBe(15);
    expect(weightByteLength({ ...spec, shape: [] })).toBe(4);
  });

  test('are read and dequantised', () => {
    const scalar: Omit<WeightSpec, 'name'> = { shape: [], dtype: 'float32' };
    const specs: WeightSpec[] = [
      { name: 'byte', ...scalar, quantization: { dtype: 'uint8', scale: 0.5, min: -1 } },
      { name: 'half', ...scalar, quantization: { dtype: 'float16' } },
      { name: 'float', ...scalar },
      { name: 'vector', shape: [2], dtype: 'int32' },
    ];
    const view = new DataView(new ArrayBuffer(15));
    view.setUint8(0, 6);
    view.setUint16(1, 0xc100, true);
    view.setFloat32(3, 0.25, true);
    const read = (name: string) => readScalar(specs, view.buffer, name);
    expect(['byte', 'half', 'float', 'vector', 'none'].map(read)).toEqual([
      2,
      -2.5,
      0.25,
      null,
      null,
    ]);
  });
});
