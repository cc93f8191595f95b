import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { filledProject, start, state } from '../../tests/support/filled-project.ts';
import { prototypesOf } from '../head/known-pictures.ts';
import { saveModel, setUnknownThreshold } from './model.ts';
import { sameHead, type TrainedModel } from './trained-model.ts';

beforeEach(filledProject);

function trained(): TrainedModel {
  const { model } = state();
  if (model === null) throw new Error('a model expected');
  const prototypes = prototypesOf(Float32Array.of(1, 0, 0, 1), 2, [1, 1]);
  const known = { prototypes, least: 0.25, usual: 0.5, threshold: 0.5 };
  return { ...model, known, ownSimilarities: Float32Array.of(0.25, 0.5, 0.75) };
}

test('a moved threshold is kept, and leaves the rest of the model as it was', async () => {
  const before = trained();
  await saveModel(before);
  expect(await setUnknownThreshold(before.head, 0.375)).toBe(true);
  const moved = { ...before, known: { ...before.known, threshold: 0.375 } };
  expect(state().model).toEqual(moved);
  expect(sameHead(state().model, before)).toBe(true);
  await start();
  expect(state().model).toEqual(moved);
});

test('a model that knows no pictures has no threshold', async () => {
  const { model } = state();
  const { head } = trained();
  expect(await setUnknownThreshold(head, 0.375)).toBe(false);
  expect(state().model).toBe(model);
  await saveModel(null);
  expect(await setUnknownThreshold(head, 0.375)).toBe(false);
  expect(state().model).toBeNull();
});

test('moved while a new model is being saved, it leaves that one alone', async () => {
  const before = trained();
  await saveModel(before);
  const head = { ...before.head };
  const next = { ...before, head, trainedAt: '2026-11-23T12:00:00.000Z' };
  await Promise.all([saveModel(next), setUnknownThreshold(before.head, 0.375)]);
  expect(state().model?.trainedAt).toBe(next.trainedAt);
  await start();
  expect(state().model).toMatchObject({ trainedAt: next.trainedAt, known: { threshold: 0.5 } });
});
