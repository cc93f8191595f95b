import { describe, expect, test } from 'vitest';
import { classOf, modelOf, sampleOf } from '../../tests/support/judged-model.ts';
import { dataSignature, modelLabels, readModel, staleness } from './trained-model.ts';
import type { PictureClass } from './types.ts';

const pictureClass = (id: string, fields: Partial<PictureClass> = {}) =>
  classOf(id, { name: id.toUpperCase(), ...fields });

const classes = [pictureClass('cats'), pictureClass('dogs')];
const samples = {
  cats: [sampleOf('1', 'cats'), sampleOf('2', 'cats')],
  dogs: [sampleOf('3', 'dogs')],
};

const model = modelOf(['cats', 'dogs'], {
  namesAtTraining: ['CATS', 'DOGS'],
  fingerprint: 'f1',
  signature: dataSignature(classes, samples),
});

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
    const more = { ...samples, dogs: [...samples.dogs, sampleOf('4', 'dogs')] };
    const moved = {
      cats: [sampleOf('1', 'cats')],
      dogs: [sampleOf('2', 'dogs'), sampleOf('3', 'dogs')],
    };
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
    const withBirds = { ...samples, birds: [sampleOf('9', 'birds')] };
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
