import { describe, expect, test } from 'vitest';
import { smallNetwork } from '../../../tests/support/small-networks.ts';
import {
  describedNetwork,
  teachableMachineFiles,
} from '../../../tests/support/teachable-machine.ts';
import type { Network } from '../network/types.ts';
import { teachableMachineModel } from './teachable-machine-model.ts';

describe("the shape that readers of Teachable Machine's models count on", () => {
  for (const [head, classes, units] of [
    ['linear', 2, 100],
    ['linear', 50, 100],
    ['linear', 60, 120],
    ['hidden', 2, 100],
  ] as const) {
    test(`${head} head of ${classes} classes: ${units} units`, () => {
      const files = teachableMachineFiles(smallNetwork({ head, classes }));
      const model = JSON.parse(files.modelJson);
      const [base, top] = model.modelTopology.config.layers;
      expect(base.config.layers.map(({ class_name }: Named) => class_name)).toEqual([
        'Model',
        'GlobalAveragePooling2D',
      ]);
      const [hidden, output] = top.config.layers.map(({ config }: Named) => config);
      expect(hidden).toMatchObject({ units, activation: 'relu', use_bias: true });
      expect(output).toMatchObject({ units: classes, activation: 'softmax', use_bias: false });

      expect(model.weightsManifest).toHaveLength(1);
      const [{ paths, weights }] = model.weightsManifest;
      expect(paths).toEqual(['weights.bin']);
      const shapes = new Map(weights.map(({ name, shape }: Spec) => [name, shape]));
      expect(shapes.size).toBe(weights.length);
      expect(shapes.get('dense_Dense1/kernel')).toEqual([32, units]);
      expect(shapes.get('dense_Dense2/kernel')).toEqual([units, classes]);
      expect(weights.every((spec: Spec) => spec.dtype === 'float32' && !spec.quantization)).toBe(
        true,
      );
    });
  }

  test('a hidden head of 100 units needs one more for its last bias', () => {
    const network = smallNetwork({ head: 'hidden' });
    const { head } = network;
    if (head.kind !== 'hidden') throw new Error('hidden');
    const wide = {
      ...head,
      units: 100,
      hiddenKernel: new Float32Array(32 * 100),
      hiddenBias: new Float32Array(100),
      kernel: new Float32Array(100 * head.classes),
    };
    const { modelJson } = teachableMachineFiles({ ...network, head: wide });
    expect(modelJson).toContain('"units":101');
  });
});

test('layers keep apart whatever the operations are called', () => {
  const network = smallNetwork();
  const names = ['input1', 'input1_relu', 'pixels', 'dense_Dense1', 'pixels_1'];
  const operations = network.operations.map((operation, at) => ({
    ...operation,
    name: names[at] ?? operation.name,
  }));
  const { modelJson } = teachableMachineFiles({ ...network, operations });
  const [base] = JSON.parse(modelJson).modelTopology.config.layers;
  const layers: string[] = base.config.layers[0].config.layers.map(({ name }: Named) => name);
  expect(new Set([...layers, 'dense_Dense1', 'dense_Dense2']).size).toBe(layers.length + 2);
});

test('metadata.json', () => {
  const network = smallNetwork({ classes: 2 });
  const labels = ['He said "hi" 🎉 a/b', '<b>'];
  const metadata = JSON.parse(teachableMachineFiles(network, labels).metadata);
  expect(metadata).toEqual({
    tfjsVersion: '4.22.0',
    packageVersion: '0.8.4',
    packageName: '@teachablemachine/image',
    timeStamp: '2026-11-23T11:22:34.000Z',
    userMetadata: describedNetwork(network, labels),
    modelName: 'show-and-tell-model',
    labels,
    imageSize: 224,
  });
  expect(metadata.userMetadata.preprocessing.input).toContain('127');
});

describe('no model where Teachable Machine’s shape has no place for the network', () => {
  const network = smallNetwork();
  const faultOf = (changed: Network) => {
    const model = teachableMachineModel(changed, describedNetwork(changed));
    return model.ok ? null : model.fault;
  };

  test('the embedding is not an average', () => {
    expect(faultOf({ ...network, embedding: network.embedding - 1 })).toEqual({
      kind: 'unsupported-operation',
      format: 'teachable-machine',
      operation: 'convolution',
    });
  });

  test('a dense layer in the backbone', () => {
    const operations = [...network.operations];
    const dense = operations[network.embedding + 1];
    const average = operations[network.embedding];
    operations.splice(network.embedding, 2, dense, average);
    expect(faultOf({ ...network, operations, embedding: network.embedding + 1 })).toEqual({
      kind: 'unsupported-operation',
      format: 'teachable-machine',
      operation: 'dense',
    });
  });
});

interface Named {
  name: string;
  class_name: string;
  config: unknown;
}

interface Spec {
  name: string;
  shape: number[];
  dtype: string;
  quantization?: unknown;
}
