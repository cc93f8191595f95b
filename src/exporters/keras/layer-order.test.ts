import { expect, test } from 'vitest';
import type { KerasLayer } from './keras-layer.ts';
import { kerasOrder } from './layer-order.ts';

function layer(name: string, ...inputs: KerasLayer[]): KerasLayer {
  return { name, className: 'Layer', config: {}, inputs, shape: [1], weights: [] };
}

const namesOf = (layers: KerasLayer[]) => layers.map(({ name }) => name);

test('a chain with a short cut keeps its order', () => {
  const image = layer('image');
  const a = layer('a', image);
  const b = layer('b', a);
  expect(namesOf(kerasOrder(layer('sum', a, b)))).toEqual(['image', 'a', 'b', 'sum']);
});

/** The first two as Keras 3.15 orders `model.layers` of such a model. */
test.each([
  { inputs: ['left', 'right'], order: ['image', 'left', 'right', 'sum'] },
  { inputs: ['right', 'left'], order: ['image', 'right', 'left', 'sum'] },
])('of branches of one length the first that $inputs names comes first', ({ inputs, order }) => {
  const image = layer('image');
  const branches = [layer('left', image), layer('right', image)];
  const chosen = inputs.flatMap((wanted) => branches.filter(({ name }) => name === wanted));
  expect(namesOf(kerasOrder(layer('sum', ...chosen)))).toEqual(order);
});

test('a short branch comes as late as it can', () => {
  const image = layer('image');
  const short = layer('short', image);
  const long = layer('long 2', layer('long 1', image));
  expect(namesOf(kerasOrder(layer('sum', short, long)))).toEqual([
    'image',
    'long 1',
    'short',
    'long 2',
    'sum',
  ]);
});

test('layers that do not lead to the output are left out', () => {
  const image = layer('image');
  layer('aside', image);
  expect(namesOf(kerasOrder(layer('end', image)))).toEqual(['image', 'end']);
});
