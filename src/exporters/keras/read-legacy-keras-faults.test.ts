import { describe, expect, test } from 'vitest';
import { ChangedLegacyKeras } from '../../../tests/support/changed-legacy-keras.ts';
import { runNetwork } from '../../../tests/support/run-network.ts';
import { smallNetwork, smallPicture } from '../../../tests/support/small-networks.ts';
import { seededRandom } from '../../head/random.ts';
import { readLegacyKerasModel } from './read-legacy-keras.ts';

const network = smallNetwork({ rich: true, head: 'hidden' });
const keras = new ChangedLegacyKeras(network);
const { file } = keras;
const picture = smallPicture(5);
const right = [...(runNetwork(network, picture).at(-1) ?? [])];

const withConfig = (change: (text: string) => string) =>
  readLegacyKerasModel(keras.withConfig(change));

function answer(result: ReturnType<typeof readLegacyKerasModel>): number[] {
  if (!result.ok) throw new Error(JSON.stringify(result.fault));
  return [...(runNetwork(result.value, picture).at(-1) ?? [])];
}

const fault = (kind: 'bad-graph' | 'bad-weights', detail: string) => ({
  ok: false,
  fault: { kind, detail: expect.stringContaining(detail) },
});

test('the file itself answers right, and so it does with its layers in another order', () => {
  expect(answer(readLegacyKerasModel(file))).toEqual(right);
  expect(answer(readLegacyKerasModel(keras.with(() => {})))).toEqual(right);
  const reversed = withConfig((text) => {
    const model: { config: { layers: unknown[] } } = JSON.parse(text);
    model.config.layers.reverse();
    return JSON.stringify(model);
  });
  expect(answer(reversed)).toEqual(right);
});

describe('another answer', () => {
  test('from a changed byte of a weight, which no checksum of HDF5 holds', () => {
    const at = Buffer.from(file).lastIndexOf(Buffer.from(network.head.bias.buffer));
    expect(at).toBeGreaterThan(0);
    const changed = file.slice();
    changed[at + 2] = (changed[at + 2] ?? 0) ^ 0x40;
    expect(answer(readLegacyKerasModel(changed))).not.toEqual(right);
  });

  test('from the weights of two layers swapped', () => {
    const swapped = keras.with(({ datasets }) => {
      const path = (layer: string) => `/model_weights/${layer}/${layer}/bias:0`;
      const [one, other] = [datasets.get(path('layer_2')), datasets.get(path('layer_5'))];
      if (!one || !other) throw new Error('no such layers');
      datasets.set(path('layer_2'), other).set(path('layer_5'), one);
    });
    expect(answer(readLegacyKerasModel(swapped))).not.toEqual(right);
  });

  test.each([
    ['a sum for a product', '"class_name":"Multiply"', '"class_name":"Add"'],
    ['no cut at 6', ',"max_value":6', ''],
    ['no relu', '"activation":"relu"', '"activation":"linear"'],
    ['another centre', '"offset":-127.5', '"offset":-127'],
    ['other strides', '"strides":[8,8]', '"strides":[7,7]'],
  ])('from %s', (_name, before, after) => {
    const changed = withConfig((text) => text.replace(before, after));
    expect(answer(changed)).not.toEqual(right);
  });
});

describe('a fault from model_config', () => {
  test.each([
    [
      'a setting of Keras 3',
      '"class_name":"DepthwiseConv2D","config":{',
      '"class_name":"DepthwiseConv2D","config":{"groups":1,',
      'groups',
    ],
    ['the shape as Keras 3 names it', '"batch_input_shape"', '"batch_shape"', 'batch_'],
    ['a layer that is not known', '"class_name":"ReLU"', '"class_name":"LeakyReLU"', 'class_name'],
    ['another precision', '"dtype":"float32"', '"dtype":"float16"', 'dtype'],
    ['channels first', 'channels_last', 'channels_first', 'data_format'],
    ['a second use', '[["image",0,0,{}]]', '[["image",1,0,{}]]', 'inbound_nodes'],
    ['further arguments', '[["image",0,0,{}]]', '[["image",0,0,{"training":true}]]', 'training'],
    ['two inputs for one', '[["image",0,0,{}]]', '[["image",0,0,{}],["image",0,0,{}]]', 'inbound'],
    ['a missing layer', '[["image",0,0,{}]]', '[["picture",0,0,{}]]', 'no layer picture'],
    ['pictures uncentred', '["centred",0,0,{}]', '["image",0,0,{}]', 'nothing reads centred'],
    ['a circle', '["centred",0,0,{}]', '["layer_3",0,0,{}]', 'reads itself'],
    ['half of what a ReLU cuts', /(.*)"layer_8_relu6",0,0/s, '$1"layer_8",0,0', 'only it reads'],
    ['another end', '[["probabilities",0,0]]', '[["logits",0,0]]', 'nothing reads'],
    ['two ends', '[["probabilities",0,0]]', '[["probabilities",0,0],["logits",0,0]]', 'output'],
    ['another axis', '"axis":-1', '"axis":1', 'axis'],
    ['a sequential model', '"class_name":"Functional"', '"class_name":"Sequential"', 'class_name'],
    ['half of it', /.{100}$/, '', 'model_config'],
    ['words', /^.*$/s, 'a model', 'model_config'],
  ])('%s', (_name, before, after, detail) => {
    const changed = withConfig((text) => text.replace(before, after));
    expect(changed).toEqual(fault('bad-graph', detail));
  });
});

test('a byte less, at any length, and no HDF5 at all', () => {
  for (let length = 0; length < file.length; length += 997) {
    const cut = readLegacyKerasModel(file.slice(0, length));
    expect(cut).toEqual(fault('bad-weights', 'superblock'));
  }
  const words = new TextEncoder().encode('Not a model at all, only words.'.repeat(99));
  expect(readLegacyKerasModel(words)).toEqual(fault('bad-weights', 'not HDF5'));
});

test('three hundred seeded mutations: a fault or a network, never a throw', () => {
  const random = seededRandom(9);
  const below = (length: number) => Math.floor(random() * length);
  // The texts are near the beginning.
  const texts = Buffer.from(file).indexOf('GCOL');
  let faults = 0;
  for (let round = 0; round < 300; round++) {
    const mutated = file.slice();
    for (let change = below(8); change >= 0; change--) {
      const at = change % 2 === 0 ? below(mutated.length) : texts + below(20_000);
      mutated[at] = below(256);
    }
    if (!readLegacyKerasModel(mutated).ok) faults++;
  }
  expect(faults).toBeGreaterThan(150);
});
