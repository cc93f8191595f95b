import { expect, test } from 'vitest';
import { modelOf } from '../../../tests/support/judged-model.ts';
import type { JudgedSamples, TrainedModel } from '../../project/trained-model.ts';
import { runChanges } from './run-changes.ts';

const model = (fields: Partial<TrainedModel> = {}) =>
  modelOf(['cats', 'dogs'], {
    judged: samples(['1', 0], ['2', 0], ['3', 1], ['4', 1]),
    ...fields,
  });

function samples(...list: [id: string, label: number][]): JudgedSamples {
  return {
    sampleIds: list.map(([id]) => id),
    labels: Int32Array.from(list, ([, label]) => label),
    groups: Int32Array.from(list.keys()),
    folds: new Int32Array(list.length),
    probabilities: new Float32Array(2 * list.length),
  };
}

const NONE = { added: 0, removed: 0, moved: 0, nowTested: 0, nowTrained: 0 };
const hidden = { kind: 'hidden', units: 8, epochs: 5, batchSize: 4, learningRate: 0.01 } as const;

test('the same again is no change', () => {
  expect(runChanges(model({ options: hidden }), model({ options: { ...hidden } }))).toEqual({
    options: false,
    network: false,
    classesAdded: [],
    classesRemoved: [],
    images: NONE,
  });
});

test('options, network and classes', () => {
  const before = model({ options: hidden });
  expect(runChanges(before, model())).toMatchObject({ options: true });
  expect(runChanges(before, model({ options: { ...hidden, epochs: 6 } }))).toMatchObject({
    options: true,
  });
  expect(runChanges(before, model({ fingerprint: 'f2' }))).toMatchObject({ network: true });
  expect(runChanges(before, model({ classIds: ['dogs', 'owls'] }))).toMatchObject({
    classesAdded: ['owls'],
    classesRemoved: ['cats'],
  });
});

test('images added, removed, moved, and held back for testing', () => {
  const before = model({ tested: samples(['5', 0], ['6', 1]) });
  const after = model({
    // The outputs stand the other way round: 1 is a cat still, 3 was a dog.
    classIds: ['dogs', 'cats'],
    judged: samples(['1', 1], ['3', 1], ['5', 1], ['7', 0], ['8', 0]),
    tested: samples(['4', 0], ['6', 1]),
  });
  expect(runChanges(before, after).images).toEqual({
    added: 2,
    removed: 1,
    // 3, and 6 among the tests.
    moved: 2,
    nowTested: 1,
    nowTrained: 1,
  });
});

test('without its answers nothing is known of a run’s images', () => {
  expect(runChanges(model({ judged: null }), model()).images).toBeNull();
  expect(runChanges(model(), model({ judged: null })).images).toBeNull();
});
