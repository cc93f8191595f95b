import { expect, it } from 'vitest';
import type { TrainedModel } from '../../project/trained-model.ts';
import type { PictureClass, Sample } from '../../project/types.ts';
import { mapClasses, mapPoints } from './map-points.ts';

const pictureClass = (id: string, name: string, order: number): PictureClass => ({
  id,
  name,
  order,
  enabled: true,
  example: false,
  deletedAt: null,
});
const sample = (id: string, classId: string): Sample => ({
  id,
  classId,
  burstId: null,
  name: `${id}.jpg`,
  type: 'image/jpeg',
  width: 10,
  height: 10,
  addedAt: 0,
  testOnly: false,
  deletedAt: null,
});
const model: TrainedModel = {
  version: 1,
  trainedAt: '2026-01-01T00:00:00.000Z',
  backboneId: 'starter',
  fingerprint: 'f',
  head: {
    kind: 'linear',
    features: 1,
    classes: 2,
    kernel: new Float32Array(2),
    bias: new Float32Array(2),
  },
  classIds: ['d', 'c'],
  namesAtTraining: ['Dogs', 'Cats'],
  options: { kind: 'linear' },
  evaluation: { method: 'none', reason: 'too-few-samples' },
  samplesPerClass: [1, 2],
  signature: '',
  judged: null,
  tested: null,
  known: null,
  ownSimilarities: null,
  milliseconds: 1,
};
const classes = [
  pictureClass('c', 'cats', 1),
  pictureClass('d', 'dogs', 2),
  pictureClass('n', 'new', 3),
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
    c: [sample('c1', 'c'), sample('c2', 'c')],
    d: [sample('d1', 'd')],
    n: [sample('n1', 'n')],
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
  const samples = { c: [sample('late', 'c')], d: [sample('c2', 'd')], n: [] };
  const mistakes = new Map([['c2', { predicted: 0, confidence: 0.8 }]]);
  const points = mapPoints(model, { classes, samples }, places, mistakes);
  expect(points.map(({ id, takenFor }) => [id, takenFor])).toEqual([['c2', null]]);
});
