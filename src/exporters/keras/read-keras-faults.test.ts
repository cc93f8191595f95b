import { describe, expect, test } from 'vitest';
import { ChangedKeras } from '../../../tests/support/changed-keras.ts';
import { runNetwork } from '../../../tests/support/run-network.ts';
import { smallNetwork, smallPicture } from '../../../tests/support/small-networks.ts';
import type { ReadDataset } from './hdf5-reader.ts';
import { readKerasModel } from './read-keras.ts';

const network = smallNetwork({ rich: true, head: 'hidden' });
const keras = new ChangedKeras(network);
const { file, weights } = keras;
const picture = smallPicture(5);
const right = [...(runNetwork(network, picture).at(-1) ?? [])];

const withConfig = (change: (text: string) => string) => readKerasModel(keras.withConfig(change));
const withDatasets = (change: (datasets: Map<string, ReadDataset>) => void) =>
  readKerasModel(keras.withDatasets(change));
const withWeights = (bytes: Uint8Array) =>
  readKerasModel(keras.with({ 'model.weights.h5': bytes }));

function answer(result: ReturnType<typeof readKerasModel>): number[] {
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return [...(runNetwork(result.value, picture).at(-1) ?? [])];
}

const fault = (kind: 'bad-graph' | 'bad-weights', detail: string) => ({
  ok: false,
  fault: { kind, detail: expect.stringContaining(detail) },
});

function datasetOf(datasets: Map<string, ReadDataset>, path: string): ReadDataset {
  const dataset = datasets.get(path);
  if (dataset === undefined) throw new Error(`no ${path}`);
  return dataset;
}

test('the file itself answers right, and so it does with its layers in another order', () => {
  expect(answer(readKerasModel(file))).toEqual(right);
  expect(answer(withDatasets(() => {}))).toEqual(right);
  const reversed = withConfig((text) => {
    const model: { config: { layers: unknown[] } } = JSON.parse(text);
    model.config.layers.reverse();
    return JSON.stringify(model);
  });
  expect(answer(reversed)).toEqual(right);
});

describe('another answer', () => {
  test('from a changed byte of a weight', () => {
    const bias = Buffer.from(network.head.bias.buffer);
    const at = Buffer.from(weights).lastIndexOf(bias);
    expect(at).toBeGreaterThan(0);
    const changed = weights.slice();
    changed[at + 2] = (changed[at + 2] ?? 0) ^ 0x40;
    expect(answer(withWeights(changed))).not.toEqual(right);
  });

  test('from the weights of two layers swapped', () => {
    const swapped = withDatasets((datasets) => {
      const [one, other] = ['/layers/conv2d_1/vars/1', '/layers/conv2d_3/vars/1'];
      const first = datasetOf(datasets, one);
      datasets.set(one, datasetOf(datasets, other));
      datasets.set(other, first);
    });
    expect(answer(swapped)).not.toEqual(right);
  });

  test.each([
    ['a sum for a product', '"class_name":"Multiply"', '"class_name":"Add"'],
    ['no cut at 6', ',"max_value":6', ''],
    ['no relu', '"activation":"relu"', '"activation":"linear"'],
    ['another centre', '"offset":-127.5', '"offset":-127'],
  ])('from %s', (_name, before, after) => {
    const changed = withConfig((text) => text.replace(before, after));
    expect(answer(changed)).not.toEqual(right);
  });
});

describe('a fault from config.json', () => {
  test.each([
    [
      'a setting that Keras 3 does not know',
      '"class_name":"DepthwiseConv2D","config":{',
      '"class_name":"DepthwiseConv2D","config":{"groups":1,',
      'groups',
    ],
    ['a layer that is not known', '"class_name":"ReLU"', '"class_name":"LeakyReLU"', 'class_name'],
    ['other padding', '"padding":"same"', '"padding":"valid"', 'reads ['],
    ['other strides', '"strides":[8,8]', '"strides":[7,7]', 'reads ['],
    ['another precision', '"dtype":"float32"', '"dtype":"float16"', 'dtype'],
    ['channels first', 'channels_last', 'channels_first', 'data_format'],
    ['a second use', '"keras_history":["image",0,0]', '"keras_history":["image",1,0]', 'history'],
    ['a missing layer', '"keras_history":["image",0,0]', '"keras_history":["picture",0,0]', 'no'],
    ['pictures uncentred', '["centred",0,0]', '["image",0,0]', 'nothing reads centred'],
    ['a circle', '["centred",0,0]', '["layer_3",0,0]', 'reads itself'],
    ['half of what a ReLU cuts', /(.*)"layer_8_relu6",0,0/s, '$1"layer_8",0,0', 'only it reads'],
    [
      'another end',
      '"output_layers":["probabilities"',
      '"output_layers":["logits"',
      'nothing reads',
    ],
    ['another axis', '"axis":-1', '"axis":1', 'axis'],
    ['a sequential model', '"class_name":"Functional"', '"class_name":"Sequential"', 'class_name'],
    ['pictures of another size', '[null,224,224,3]', '[null,192,192,3]', 'reads ['],
    ['half a file', /.{100}$/, '', 'config.json'],
  ])('%s', (_name, before, after, detail) => {
    const changed = withConfig((text) => text.replace(before, after));
    expect(changed).toEqual(fault('bad-graph', detail));
  });
});

describe('a fault from model.weights.h5', () => {
  test('a missing dataset', () => {
    const missing = withDatasets((datasets) => datasets.delete('/layers/dense/vars/1'));
    expect(missing).toEqual(fault('bad-weights', 'hidden: no /layers/dense/vars/1'));
  });

  test('a dataset where Keras does not look', () => {
    const more = withDatasets((datasets) => {
      datasets.set('/layers/conv2d_0/vars/0', { shape: [1], values: Float32Array.of(1) });
    });
    expect(more).toEqual(fault('bad-weights', '/layers/conv2d_0/vars/0 belongs to no layer'));
  });

  test('another shape of as many numbers', () => {
    const turned = withDatasets((datasets) => {
      const kernel = datasetOf(datasets, '/layers/dense_1/vars/0');
      datasets.set('/layers/dense_1/vars/0', { ...kernel, shape: kernel.shape.toReversed() });
    });
    expect(turned).toEqual(fault('bad-weights', 'is [3,20], not [20,3]'));
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('the number %f', (value) => {
    const broken = withDatasets((datasets) => {
      datasetOf(datasets, '/layers/conv2d/vars/0').values[7] = value;
    });
    expect(broken).toEqual(fault('bad-weights', 'is not finite'));
  });

  test('a byte less, at any length', () => {
    for (let length = 0; length < weights.length; length += 997) {
      expect(withWeights(weights.slice(0, length))).toEqual(fault('bad-weights', 'superblock'));
    }
  });
});
