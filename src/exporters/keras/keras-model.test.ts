import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readHdf5 } from '../../../tests/support/read-hdf5.ts';
import { type SmallNetworkOptions, smallNetwork } from '../../../tests/support/small-networks.ts';
import type { Network, Operation } from '../network/types.ts';
import { kerasModel, legacyKerasModel } from './keras-model.ts';

const EXPORTED_AT = '2026-11-23T11:22:34.000Z';

interface LayerJson {
  class_name: string;
  name: string;
  config: Record<string, unknown>;
  inbound_nodes: unknown[];
}

interface ModelJson {
  class_name: string;
  config: { layers: LayerJson[]; input_layers: unknown; output_layers: unknown };
}

function write(network: Network) {
  const model = kerasModel(network, { exportedAt: EXPORTED_AT });
  if (!model.ok) throw new Error(JSON.stringify(model.fault));
  const files = unzipSync(model.value);
  const json = (name: string) => JSON.parse(strFromU8(files[name] ?? new Uint8Array()));
  const config: ModelJson = json('config.json');
  return { names: Object.keys(files), config, metadata: json('metadata.json'), files };
}

function writeLegacy(network: Network): Uint8Array {
  const model = legacyKerasModel(network);
  if (!model.ok) throw new Error(JSON.stringify(model.fault));
  return model.value;
}

/** The weights of every operation that has any, as Keras shapes them. */
function weightsOf({ operations }: Network) {
  return operations.flatMap((operation) => {
    switch (operation.kind) {
      case 'convolution':
      case 'depthwise': {
        const { name, kind, kernel, kernelSize, bias, shape } = operation;
        const each = kernel.length / (kernelSize[0] * kernelSize[1] * shape[2]);
        const sides = kind === 'convolution' ? [each, shape[2]] : [shape[2], 1];
        const type = kind === 'convolution' ? 'conv2d' : 'depthwise_conv2d';
        return [{ name, type, bias, kernel, shape: [...kernelSize, ...sides] }];
      }
      case 'affine': {
        const { name, factor, offset } = operation;
        const shape = [1, 1, factor.length, 1];
        return [{ name, type: 'depthwise_conv2d', bias: offset, kernel: factor, shape }];
      }
      case 'dense': {
        const { name, kernel, bias } = operation;
        const shape = [kernel.length / bias.length, bias.length];
        return [{ name, type: 'dense', bias, kernel, shape }];
      }
      default:
        return [];
    }
  });
}

function layerOf({ config }: ModelJson, name: string): LayerJson {
  const layer = config.layers.find((one) => one.name === name);
  if (layer === undefined) throw new Error(`no layer ${name}`);
  return layer;
}

const networks: SmallNetworkOptions[] = [
  { classes: 2, head: 'linear' },
  { classes: 20, head: 'hidden' },
  { classes: 2, head: 'hidden', rich: true },
  { classes: 20, head: 'linear', rich: true },
];

describe.each(networks)('a network of %j', (options) => {
  const network = smallNetwork(options);
  const weights = weightsOf(network);

  test('has every weight where Keras 3 looks for it, and no other', async () => {
    const { files } = write(network);
    const { datasets } = await readHdf5(files['model.weights.h5'] ?? new Uint8Array());
    const counts: Record<string, number> = {};
    const wanted = weights.flatMap(({ type, kernel, shape, bias }) => {
      const count = counts[type] ?? 0;
      counts[type] = count + 1;
      const path = `/layers/${type}${count === 0 ? '' : `_${count}`}/vars`;
      return [
        [`${path}/0`, { shape, values: [...kernel] }],
        [`${path}/1`, { shape: [bias.length], values: [...bias] }],
      ];
    });
    expect(Object.fromEntries(datasets)).toEqual(Object.fromEntries(wanted));
  });

  test('has every weight where Keras 2 looks for it, and no other', async () => {
    const { datasets, attributes } = await readHdf5(writeLegacy(network));
    const kernelName = (type: string) =>
      type === 'depthwise_conv2d' ? 'depthwise_kernel:0' : 'kernel:0';
    const wanted = weights.flatMap(({ name, type, kernel, shape, bias }) => {
      const path = `/model_weights/${name}/${name}`;
      return [
        [`${path}/${kernelName(type)}`, { shape, values: [...kernel] }],
        [`${path}/bias:0`, { shape: [bias.length], values: [...bias] }],
      ];
    });
    expect(Object.fromEntries(datasets)).toEqual(Object.fromEntries(wanted));
    expect(attributes.get('/model_weights@layer_names')).toEqual(weights.map(({ name }) => name));
    for (const { name, type } of weights) {
      expect(attributes.get(`/model_weights/${name}@weight_names`)).toEqual([
        `${name}/${kernelName(type)}`,
        `${name}/bias:0`,
      ]);
    }
    expect(attributes.get('/@backend')).toBe('tensorflow');
    expect(attributes.get('/@keras_version')).toMatch(/^2\./);
  });

  test('is the same list of layers in both files', async () => {
    const { config } = write(network);
    const { attributes } = await readHdf5(writeLegacy(network));
    const legacy: ModelJson = JSON.parse(String(attributes.get('/@model_config')));
    expect(legacy.class_name).toBe('Functional');
    const summary = ({ config: { layers } }: ModelJson) =>
      layers.slice(1).map(({ class_name, name, config }) => ({ class_name, name, config }));
    expect(summary(legacy)).toEqual(summary(config));
    expect(config.config.input_layers).toEqual(['image', 0, 0]);
    expect(legacy.config.input_layers).toEqual([['image', 0, 0]]);
    expect(config.config.output_layers).toEqual(['probabilities', 0, 0]);
    expect(legacy.config.output_layers).toEqual([['probabilities', 0, 0]]);
    const picture = [null, 224, 224, 3];
    expect(config.config.layers[0]?.config).toMatchObject({ name: 'image', batch_shape: picture });
    expect(legacy.config.layers[0]?.config).toMatchObject({ batch_input_shape: picture });
  });

  test('has a layer for every operation, under its name, and names none twice', () => {
    const { config } = write(network);
    const names = config.config.layers.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const { name } of network.operations) expect(names).toContain(name);
    // What Keras 3 cannot read (https://github.com/googlecreativelab/teachablemachine-community/issues/403).
    for (const layer of config.config.layers) expect(layer.config).not.toHaveProperty('groups');
  });
});

test('model.keras is a zip of the three files that Keras 3 writes', () => {
  const { names, metadata } = write(smallNetwork());
  expect(names).toEqual(['metadata.json', 'config.json', 'model.weights.h5']);
  expect(metadata).toEqual({ keras_version: '3.0.0', date_saved: '2026-11-23@11:22:34' });
});

test('zeros around an image are a word where Keras has one, else a layer', () => {
  const network = smallNetwork();
  const { config } = write(network);
  const [first, second] = network.operations;
  const symmetric = network.operations.findIndex(
    (operation) => operation.kind === 'depthwise' && operation.stride[0] === 2,
  );
  const name = network.operations[symmetric]?.name ?? '';
  expect(layerOf(config, first?.name ?? '').config.padding).toBe('same');
  expect(layerOf(config, second?.name ?? '').config.padding).toBe('same');
  expect(layerOf(config, name).config.padding).toBe('valid');
  expect(layerOf(config, name).inbound_nodes).toEqual([
    { args: [expect.objectContaining({ class_name: '__keras_tensor__' })], kwargs: {} },
  ]);
  expect(JSON.stringify(layerOf(config, name).inbound_nodes)).toContain(`"${name}_pad"`);
  expect(layerOf(config, `${name}_pad`).config.padding).toEqual([
    [1, 1],
    [1, 1],
  ]);
});

test('a cut at 6 is a layer, which what follows reads', () => {
  const network = smallNetwork();
  const { config } = write(network);
  const [first, second] = network.operations.map(({ name }) => name);
  expect(layerOf(config, `${first}_relu6`)).toMatchObject({
    class_name: 'ReLU',
    config: { max_value: 6 },
  });
  expect(JSON.stringify(layerOf(config, `${second}`).inbound_nodes)).toContain(
    `"keras_history":["${first}_relu6",0,0]`,
  );
});

test.each<[Network['centre'], unknown]>([
  [[127.5, 127.5, 127.5], -127.5],
  [
    [1, 2, 3.5],
    [-1, -2, -3.5],
  ],
  [[0, 0, 0], 0],
])('the centre %j is taken off by the first layer', (centre, offset) => {
  const { config } = write({ ...smallNetwork(), centre });
  expect(config.config.layers[1]).toMatchObject({
    class_name: 'Rescaling',
    config: { scale: 1, offset },
  });
});

test('names that the program needs itself make way', () => {
  const network = smallNetwork();
  const operations = network.operations.map((operation, at): Operation => {
    const names: Record<number, string> = { 0: 'image', 1: 'probabilities', 2: 'image_relu6' };
    return { ...operation, name: names[at] ?? `layer_${at}` };
  });
  const { config } = write({ ...network, operations });
  const names = config.config.layers.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(names.slice(0, 5)).toEqual([
    'image',
    'centred',
    'image_2',
    'image_2_relu6',
    'probabilities_2',
  ]);
  expect(names.at(-1)).toBe('probabilities');
});

test('what Keras cannot do is a fault that names the operation', () => {
  const network = smallNetwork();
  const operations = network.operations.map(
    (operation): Operation =>
      operation.kind === 'depthwise' ? { ...operation, stride: [1, 2] } : operation,
  );
  expect(kerasModel({ ...network, operations }, { exportedAt: EXPORTED_AT })).toEqual({
    ok: false,
    fault: {
      kind: 'unsupported-operation',
      format: 'keras',
      operation: 'layer_1: depthwise convolution with uneven strides',
    },
  });
});

test('a network without its softmax is refused', () => {
  const network = smallNetwork();
  const unfinished = { ...network, operations: network.operations.slice(0, -1) };
  expect(legacyKerasModel(unfinished)).toEqual({
    ok: false,
    fault: { kind: 'bad-graph', detail: 'the last operation is no softmax' },
  });
});
