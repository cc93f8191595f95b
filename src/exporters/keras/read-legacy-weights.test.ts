import { describe, expect, test } from 'vitest';
import { ChangedLegacyKeras } from '../../../tests/support/changed-legacy-keras.ts';
import { smallNetwork } from '../../../tests/support/small-networks.ts';
import type { Hdf5Content, ReadDataset } from './hdf5-reader.ts';
import { readLegacyKerasModel } from './read-legacy-keras.ts';

const keras = new ChangedLegacyKeras(smallNetwork({ rich: true, head: 'hidden' }));

const withContent = (change: (content: Hdf5Content) => void) =>
  readLegacyKerasModel(keras.with(change));

const fault = (kind: 'bad-graph' | 'bad-weights', detail: string) => ({
  ok: false,
  fault: { kind, detail: expect.stringContaining(detail) },
});

const KERNEL = 'logits/logits/kernel:0';
const BIAS = 'logits/logits/bias:0';

function datasetOf({ datasets }: Hdf5Content, path: string): ReadDataset {
  const dataset = datasets.get(`/model_weights/${path}`);
  if (dataset === undefined) throw new Error(`no ${path}`);
  return dataset;
}

function namesOf({ groups }: Hdf5Content, path: string, attribute: string): string[] {
  const names = groups.get(path)?.get(attribute);
  if (!Array.isArray(names)) throw new Error(`no ${attribute}`);
  return names;
}

describe('a fault from the attributes', () => {
  const WEIGHTS = '/model_weights';
  test.each<[string, (content: Hdf5Content) => unknown, string]>([
    ['no model_config', ({ groups }) => groups.get('')?.delete('model_config'), 'model_config'],
    ['Keras 3', ({ groups }) => groups.get('')?.set('keras_version', '3.0.0'), 'keras_version'],
    ['Theano', ({ groups }) => groups.get(WEIGHTS)?.set('backend', 'theano'), 'backend'],
    ['a compiled model', ({ groups }) => groups.get('')?.set('training_config', '{}'), 'training'],
    ['no layer_names', ({ groups }) => groups.get(WEIGHTS)?.delete('layer_names'), 'layer_names'],
    ['a layer too few', (content) => namesOf(content, WEIGHTS, 'layer_names').pop(), 'layers with'],
    ['swapped layers', (content) => namesOf(content, WEIGHTS, 'layer_names').reverse(), 'in the'],
    [
      'a text for a list',
      ({ groups }) => groups.get(WEIGHTS)?.set('layer_names', 'logits'),
      'layer_names',
    ],
    [
      'no weight_names',
      ({ groups }) => groups.get(`${WEIGHTS}/logits`)?.delete('weight_names'),
      'weight_names',
    ],
    [
      'a weight too many',
      (content) => namesOf(content, `${WEIGHTS}/logits`, 'weight_names').push('logits/bias:0'),
      'weight_names',
    ],
  ])('%s', (_name, change, detail) => {
    const changed = withContent((content) => {
      change(content);
    });
    expect(changed).toEqual(fault('bad-graph', detail));
  });
});

describe('a fault from the datasets', () => {
  test('a missing one', () => {
    const missing = withContent(({ datasets }) => datasets.delete(`/model_weights/${BIAS}`));
    expect(missing).toEqual(fault('bad-weights', `no /model_weights/${BIAS}`));
  });

  test('one that no layer names', () => {
    const more = withContent(({ datasets }) => {
      datasets.set('/model_weights/more', { shape: [1], values: Float32Array.of(1) });
    });
    expect(more).toEqual(fault('bad-weights', '/model_weights/more belongs to no layer'));
  });

  test('another shape of as many numbers', () => {
    const turned = withContent((content) => {
      const kernel = datasetOf(content, KERNEL);
      content.datasets.set(`/model_weights/${KERNEL}`, {
        ...kernel,
        shape: kernel.shape.toReversed(),
      });
    });
    expect(turned).toEqual(fault('bad-weights', 'is [3,20], not [20,3]'));
  });

  test('swapped names of a kernel and its bias', () => {
    const swapped = withContent((content) => {
      namesOf(content, '/model_weights/logits', 'weight_names').reverse();
    });
    expect(swapped).toEqual(fault('bad-weights', `${BIAS} is [3], not [20,3]`));
  });

  test.each([Number.NaN, Number.NEGATIVE_INFINITY])('the number %f', (value) => {
    const broken = withContent((content) => {
      datasetOf(content, KERNEL).values[7] = value;
    });
    expect(broken).toEqual(fault('bad-weights', 'is not finite'));
  });
});
