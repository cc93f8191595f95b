import 'fake-indexeddb/auto';
import { beforeEach, expect, test } from 'vitest';
import { filledProject, start, state } from '../../tests/support/filled-project.ts';
import { type KnownPictures, NEVER_NONE, prototypesOf } from '../head/known-pictures.ts';
import {
  asTheUserWants,
  putModelInUse,
  replaceModel,
  saveModel,
  setUnknownThreshold,
} from './model.ts';
import { sameHead, type TrainedModel } from './trained-model.ts';

beforeEach(filledProject);

function trained(): TrainedModel & { known: KnownPictures } {
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

test('a new model says “None of these” as soon as the user wants, from its own default on', () => {
  const { known } = trained();
  const next = { ...known, usual: 0.625, threshold: 0.625 };
  const wanted = (threshold: number) => asTheUserWants(next, { ...known, threshold })?.threshold;
  // Left alone, switched off, moved, moved beyond the end.
  expect(wanted(0.5)).toBe(0.625);
  expect(wanted(NEVER_NONE)).toBe(NEVER_NONE);
  expect(wanted(0.375)).toBe(0.5);
  expect(wanted(0.9375)).toBe(1);
  // Put back to the default while the next one was made of the model as it was before that.
  const moved = { ...known, threshold: 0.375 };
  expect(asTheUserWants(moved, { ...known, threshold: known.usual })?.threshold).toBe(0.5);
  expect(asTheUserWants(moved, null)).toBe(moved);
  expect(asTheUserWants(null, moved)).toBeNull();
});

test('“Back to default”, pressed while a model follows its samples, has the last word', async () => {
  const known = { ...trained().known, threshold: 0.375 };
  const before: TrainedModel = { ...trained(), known };
  await saveModel(before);
  const made: TrainedModel = { ...before, head: { ...before.head }, judgedOn: 'then' };
  await setUnknownThreshold(before.head, known.usual);
  expect(await replaceModel(before, made)).toBe('saved');
  expect(state().model).toMatchObject({ judgedOn: 'then', known: { threshold: known.usual } });
});

test('an older model that comes back into use leaves “None of these” off', async () => {
  const older = { ...trained(), trainedAt: '2026-11-01T11:20:00.000Z' };
  const now = trained();
  await saveModel(now);
  await setUnknownThreshold(now.head, NEVER_NONE);
  expect(await putModelInUse(older)).toBe(true);
  expect(state().model).toMatchObject({
    trainedAt: older.trainedAt,
    known: { threshold: NEVER_NONE },
  });
});
