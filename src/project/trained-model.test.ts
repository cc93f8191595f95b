import { describe, expect, test } from 'vitest';
import {
  dataSignature,
  modelLabels,
  readModel,
  staleness,
  type TrainedModel,
} from './trained-model.ts';
import type { PictureClass, Sample } from './types.ts';

const pictureClass = (id: string, fields: Partial<PictureClass> = {}): PictureClass => ({
  id,
  name: id.toUpperCase(),
  order: 1,
  enabled: true,
  example: false,
  deletedAt: null,
  ...fields,
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

const classes = [pictureClass('cats'), pictureClass('dogs')];
const samples = {
  cats: [sample('1', 'cats'), sample('2', 'cats')],
  dogs: [sample('3', 'dogs')],
};

const model: TrainedModel = {
  version: 1,
  trainedAt: '2026-01-01T00:00:00.000Z',
  backboneId: 'starter',
  fingerprint: 'f1',
  head: {
    kind: 'linear',
    features: 1,
    classes: 2,
    kernel: new Float32Array(2),
    bias: new Float32Array(2),
  },
  classIds: ['cats', 'dogs'],
  namesAtTraining: ['CATS', 'DOGS'],
  options: { kind: 'linear' },
  evaluation: { method: 'none', reason: 'too-few-samples' },
  samplesPerClass: [2, 1],
  signature: dataSignature(classes, samples),
  judged: null,
  tested: null,
  known: null,
  ownSimilarities: null,
  milliseconds: 1,
};

describe('staleness', () => {
  test('a model of these pictures is up to date', () => {
    expect(staleness(model, classes, samples, 'f1')).toEqual([]);
    expect(staleness(model, classes, samples, null)).toEqual([]);
  });

  test('reordering and renaming change nothing but the label', () => {
    const renamed = [pictureClass('dogs', { name: 'Hounds' }), pictureClass('cats')];
    expect(staleness(model, renamed, samples, 'f1')).toEqual([]);
    expect(modelLabels(model, renamed)).toEqual(['CATS', 'Hounds']);
  });

  test('a picture more, less or moved is noticed', () => {
    const more = { ...samples, dogs: [...samples.dogs, sample('4', 'dogs')] };
    const moved = { cats: [sample('1', 'cats')], dogs: [sample('2', 'dogs'), sample('3', 'dogs')] };
    const fewer = { ...samples, cats: samples.cats.slice(1) };
    for (const changed of [more, moved, fewer]) {
      expect(staleness(model, classes, changed, 'f1')).toEqual([{ kind: 'pictures-changed' }]);
    }
  });

  test('classes that are switched off, deleted or new are named', () => {
    const off = [pictureClass('cats', { enabled: false }), pictureClass('dogs')];
    expect(staleness(model, off, samples, 'f1')).toEqual([
      { kind: 'class-switched-off', name: 'CATS' },
    ]);
    expect(staleness(model, [pictureClass('dogs')], samples, 'f1')).toEqual([
      { kind: 'class-deleted', name: 'CATS' },
    ]);
    const three = [...classes, pictureClass('birds')];
    const withBirds = { ...samples, birds: [sample('9', 'birds')] };
    expect(staleness(model, three, withBirds, 'f1')).toEqual([
      { kind: 'class-added', name: 'BIRDS' },
    ]);
  });

  test('a deleted class keeps the name that it was trained under', () => {
    expect(modelLabels(model, [pictureClass('dogs')])).toEqual(['CATS', 'DOGS']);
  });

  test('another backbone is noticed', () => {
    expect(staleness(model, classes, samples, 'f2')).toEqual([{ kind: 'other-backbone' }]);
  });
});

describe('readModel', () => {
  test('takes what was written, and nothing else', () => {
    expect(readModel(structuredClone(model))).toEqual(model);
    for (const stored of [null, undefined, {}, { ...model, version: 2 }, { ...model, head: {} }]) {
      expect(readModel(stored)).toBeNull();
    }
  });

  test('refuses a head whose arrays do not fit its shape', () => {
    const cut = { ...model, head: { ...model.head, kernel: new Float32Array(1) } };
    expect(readModel(cut)).toBeNull();
  });
});
