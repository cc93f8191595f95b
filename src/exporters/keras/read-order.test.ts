import { describe, expect, test } from 'vitest';
import type { ReadDataset } from './hdf5-reader.ts';
import type { FunctionalJson, LayerJson } from './layer-schema.ts';
import { layersInKerasOrder } from './read-order.ts';
import { weightsByClass } from './read-weights.ts';

/** Branches of one length and a shorter one: [class, inputs] by name. */
const BRANCHES: Record<string, [className: 'Conv2D' | 'DepthwiseConv2D' | 'Add', ...string[]]> = {
  sum: ['Add', 'short', 'product'],
  short: ['Conv2D', 'image'],
  left: ['Conv2D', 'image'],
  right: ['Conv2D', 'image'],
  left_deep: ['DepthwiseConv2D', 'left'],
  right_deep: ['DepthwiseConv2D', 'right'],
  product: ['Add', 'right_deep', 'left_deep'],
};
const settings = { dtype: 'float32', trainable: true } as const;

function modelOf(branches: typeof BRANCHES, output = 'sum'): FunctionalJson {
  const input: LayerJson = {
    class_name: 'InputLayer',
    name: 'image',
    config: { name: 'image', shape: [8, 8, 3] },
    inbound_nodes: [],
  };
  const layers = Object.entries(branches).map(([name, [class_name, ...inputs]]): LayerJson => {
    const [one = '', other = one] = inputs;
    const read = (layer: string) => ({ layer, shape: [8, 8, 3] });
    if (class_name === 'Add') {
      const config = { ...settings, name };
      return { name, class_name, config, inbound_nodes: [read(one), read(other)] };
    }
    const config = {
      ...settings,
      name,
      data_format: 'channels_last' as const,
      kernel_size: [1, 1] as [number, number],
      strides: [1, 1] as [number, number],
      padding: 'valid' as const,
      activation: 'linear' as const,
      use_bias: true as const,
    };
    return class_name === 'Conv2D'
      ? { name, class_name, config: { ...config, filters: 3 }, inbound_nodes: [read(one)] }
      : { name, class_name, config, inbound_nodes: [read(one)] };
  });
  return {
    name: 'model',
    trainable: true,
    layers: [...layers, input],
    input_layers: 'image',
    output_layers: output,
  };
}

describe('branches that the file lists in another order', () => {
  const ordered = layersInKerasOrder(modelOf(BRANCHES));

  test('are ordered as Keras 3.15 orders them', () => {
    expect(ordered.map(({ name }) => name)).toEqual([
      'image',
      'right',
      'left',
      'right_deep',
      'left_deep',
      'short',
      'product',
      'sum',
    ]);
  });

  /** Where Keras 3.15 itself puts the kernels of such a model. */
  test.each([
    ['right', '/layers/conv2d/vars/0'],
    ['left', '/layers/conv2d_1/vars/0'],
    ['short', '/layers/conv2d_2/vars/0'],
    ['right_deep', '/layers/depthwise_conv2d/vars/0'],
    ['left_deep', '/layers/depthwise_conv2d_1/vars/0'],
  ])('%s has its kernel at %s', (name, path) => {
    const dataset: ReadDataset = { shape: [1], values: Float32Array.of(7) };
    const weights = weightsByClass(new Map([[path, dataset]]), ordered);
    expect([...weights.take(name, 0, [1])]).toEqual([7]);
    expect(() => weights.finish()).not.toThrow();
  });
});

describe('refused', () => {
  const orderOf = (model: FunctionalJson) => () => layersInKerasOrder(model);
  const refusal = (detail: string) =>
    expect.objectContaining({ fault: { kind: 'bad-graph', detail: `layers: ${detail}` } });

  test('a circle', () => {
    const circle: typeof BRANCHES = { ...BRANCHES, right: ['Conv2D', 'product'] };
    expect(orderOf(modelOf(circle))).toThrow(refusal('product reads itself'));
  });

  test('a layer that is not there', () => {
    const gap: typeof BRANCHES = { ...BRANCHES, right: ['Conv2D', 'toString'] };
    expect(orderOf(modelOf(gap))).toThrow(refusal('no layer toString'));
  });

  test('a layer that leads nowhere', () => {
    expect(orderOf(modelOf(BRANCHES, 'product'))).toThrow(refusal('nothing reads sum'));
  });

  test('a layer named twice', () => {
    const model = modelOf(BRANCHES);
    const twice = { ...model, layers: [...model.layers, ...model.layers.slice(0, 1)] };
    expect(orderOf(twice)).toThrow(refusal('two layers sum'));
  });

  test('an input that is none', () => {
    const model = { ...modelOf(BRANCHES), input_layers: 'left' };
    expect(orderOf(model)).toThrow(refusal('left is not the only input'));
  });
});
