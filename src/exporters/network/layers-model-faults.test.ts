import { describe, expect, test } from 'vitest';
import { seededHead } from '../../../tests/support/export-source.ts';
import type { ExportFault } from '../types.ts';
import { type LayersModel, readLayersModel } from './layers-model.ts';

type Json = ReturnType<typeof JSON.parse>;

/** Input → Conv2D 224 × 224 (one place) → ReLU, as Keras 2 writes it. */
function soundTopology(): Json {
  return {
    class_name: 'Functional',
    config: {
      name: 'model',
      layers: [
        layer('InputLayer', 'input', [], { batch_input_shape: [null, 224, 224, 3] }),
        layer('Conv2D', 'conv', ['input'], {
          filters: 2,
          kernel_size: [224, 224],
          strides: [1, 1],
          padding: 'valid',
          data_format: 'channels_last',
          dilation_rate: [1, 1],
          activation: 'linear',
          use_bias: true,
        }),
        layer('ReLU', 'relu', ['conv'], { max_value: 6, negative_slope: 0, threshold: 0 }),
      ],
      input_layers: [['input', 0, 0]],
      output_layers: [['relu', 0, 0]],
    },
  };
}

function layer(className: string, name: string, inputs: string[], config: Json): Json {
  const inbound = inputs.length > 0 ? [inputs.map((input) => [input, 0, 0, {}])] : [];
  return { class_name: className, name, config: { ...config, name }, inbound_nodes: inbound };
}

function modelOf(topology: Json, change: (weights: Float32Array) => void = () => {}): LayersModel {
  const weights = new Float32Array(224 * 224 * 3 * 2 + 2).fill(0.001);
  change(weights);
  return {
    topology,
    weightSpecs: [
      { name: 'conv/kernel', shape: [224, 224, 3, 2], dtype: 'float32' },
      { name: 'conv/bias', shape: [2], dtype: 'float32' },
    ],
    weights: weights.buffer,
  };
}

function faultOf(model: LayersModel, outputLayer = 'relu'): ExportFault | null {
  const head = seededHead('linear', 2, 2);
  const read = readLayersModel(model, { outputLayer, inputRange: [-1, 1] }, head);
  return read.ok ? null : read.fault;
}

function changed(change: (layers: Json[], config: Json) => void): ExportFault | null {
  const topology = soundTopology();
  change(topology.config.layers, topology.config);
  return faultOf(modelOf(topology));
}

test('the sound one is read', () => {
  expect(faultOf(modelOf(soundTopology()))).toBeNull();
});

test('as Python’s converter writes it, too', () => {
  expect(faultOf(modelOf({ backend: 'tensorflow', model_config: soundTopology() }))).toBeNull();
});

describe('what a layer does that is not known', () => {
  const changes: [string, string, (layers: Json[]) => void][] = [
    [
      'a layer',
      'LeakyReLU',
      (layers) => {
        layers[2].class_name = 'LeakyReLU';
      },
    ],
    [
      'an activation',
      'hard_swish',
      (layers) => {
        layers[1].config.activation = 'hard_swish';
      },
    ],
    [
      'a Lambda',
      'TFOpLambda',
      (layers) => {
        layers[2].class_name = 'TFOpLambda';
      },
    ],
  ];
  test.each(changes)('%s: %s', (_, op, change) => {
    expect(changed(change)).toEqual({ kind: 'unknown-operation', op });
  });
});

describe('what would be read wrongly', () => {
  const changes: [string, (layers: Json[], config: Json) => void][] = [
    ['channels first', ([, conv]) => Object.assign(conv.config, { data_format: 'channels_first' })],
    ['dilations', ([, conv]) => Object.assign(conv.config, { dilation_rate: [2, 2] })],
    ['groups', ([, conv]) => Object.assign(conv.config, { groups: 3 })],
    ['a stride of 0', ([, conv]) => Object.assign(conv.config, { strides: [0, 1] })],
    ['a leaky ReLU', ([, , relu]) => Object.assign(relu.config, { negative_slope: 0.1 })],
    ['a ReLU up to 1', ([, , relu]) => Object.assign(relu.config, { max_value: 1 })],
    [
      'another input size',
      ([input]) => Object.assign(input.config, { batch_input_shape: [null, 96, 96, 1] }),
    ],
    ['a layer used twice', ([, , relu]) => relu.inbound_nodes.push([['conv', 0, 0, {}]])],
    ['a second output', ([, , relu]) => relu.inbound_nodes[0][0].splice(2, 1, 1)],
    ['two inputs of one', ([, , relu]) => relu.inbound_nodes[0].push(['input', 0, 0, {}])],
    ['a cycle', ([, conv]) => conv.inbound_nodes[0][0].splice(0, 1, 'relu')],
    ['no such layer', ([, conv]) => conv.inbound_nodes[0][0].splice(0, 1, '__proto__')],
    ['no layers', (layers) => layers.splice(0)],
    ['two outputs', (_, config) => config.output_layers.push(['conv', 0, 0])],
    ['a config of another type', ([, conv]) => Object.assign(conv, { config: 'x' })],
    [
      'too many layers',
      (layers) => {
        for (let i = 0; i < 1000; i++) layers.push(layer('ReLU', `more_${i}`, ['conv'], {}));
      },
    ],
  ];
  test.each(changes)('%s', (_, change) => {
    expect(changed(change)).toMatchObject({ kind: 'bad-graph' });
  });

  test.each([null, [], 'x', {}, { class_name: 'Dense', config: {} }])('%j', (topology) => {
    expect(faultOf(modelOf(topology))).toMatchObject({ kind: 'bad-graph' });
  });

  test('models in models without end', () => {
    let topology = soundTopology();
    for (let i = 0; i < 20_000; i++) {
      topology = { class_name: 'Sequential', config: { name: `s${i}`, layers: [topology] } };
    }
    expect(faultOf(modelOf(topology))).toMatchObject({ kind: 'bad-graph' });
  });
});

describe('weights', () => {
  test('missing', () => {
    const { weightSpecs, ...model } = modelOf(soundTopology());
    const [kernel, bias] = weightSpecs;
    const renamed = [kernel, { ...bias, name: 'conv/other' }];
    expect(faultOf({ ...model, weightSpecs: renamed })).toEqual({
      kind: 'missing-weight',
      name: 'conv/bias',
    });
  });

  test('not a number', () => {
    const model = modelOf(soundTopology(), (weights) => weights.fill(Number.NaN, 7, 8));
    expect(faultOf(model)).toMatchObject({ kind: 'bad-weights' });
  });

  test('too short', () => {
    const model = modelOf(soundTopology());
    expect(faultOf({ ...model, weights: model.weights.slice(4) })).toMatchObject({
      kind: 'bad-weights',
    });
  });
});

test('an output layer that is not there', () => {
  expect(faultOf(modelOf(soundTopology()), 'out_relu')).toEqual({
    kind: 'missing-node',
    node: 'out_relu',
  });
});

test('another head', () => {
  const read = readLayersModel(
    modelOf(soundTopology()),
    { outputLayer: 'relu', inputRange: [-1, 1] },
    seededHead('linear', 5, 2),
  );
  expect(read).toEqual({ ok: false, fault: { kind: 'wrong-features', head: 5, backbone: 2 } });
});
