import { expect, it } from 'vitest';
import { classOf, modelOf, sampleOf } from '../../../tests/support/judged-model.ts';
import { mapClasses, mapPoints } from './map-points.ts';

const model = modelOf(['d', 'c']);
const classes = [
  classOf('c', { name: 'cats' }),
  classOf('d', { name: 'dogs' }),
  classOf('n', { name: 'new' }),
];
const places = new Map(['c1', 'c2', 'd1', 'n1'].map((id, at) => [id, { x: at / 4, y: 0.5 }]));

it('numbers the classes as the outputs of the model, those it does not know last', () => {
  expect(mapClasses(model, classes)).toEqual({
    ids: ['d', 'c', 'n'],
    names: ['dogs', 'cats', 'new'],
  });
});

it('says what a mistake was taken for', () => {
  const samples = {
    c: [sampleOf('c1', 'c'), sampleOf('c2', 'c')],
    d: [sampleOf('d1', 'd')],
    n: [sampleOf('n1', 'n')],
  };
  const mistakes = new Map([['c2', { predicted: 0, confidence: 0.8 }]]);
  const points = mapPoints(model, { classes, samples }, places, mistakes);
  expect(points.map(({ id, classIndex }) => [id, classIndex])).toEqual([
    ['d1', 0],
    ['c1', 1],
    ['c2', 1],
    ['n1', 2],
  ]);
  expect(points[2]).toMatchObject({
    x: 0.25,
    takenFor: 'dogs',
    confidence: 0.8,
    label: 'cats: c2.jpg, taken for dogs',
  });
  expect(points[1]).toMatchObject({ takenFor: null, confidence: null, label: 'cats: c1.jpg' });
});

it('forgets the mistake once its sample was moved, and leaves out what has no place', () => {
  const samples = { c: [sampleOf('late', 'c')], d: [sampleOf('c2', 'd')], n: [] };
  const mistakes = new Map([['c2', { predicted: 0, confidence: 0.8 }]]);
  const points = mapPoints(model, { classes, samples }, places, mistakes);
  expect(points.map(({ id, takenFor }) => [id, takenFor])).toEqual([['c2', null]]);
});
