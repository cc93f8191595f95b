import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { sampleOf } from '../../tests/support/judged-model.ts';
import { moveSamples } from './chosen-samples.ts';
import { newClass, undo } from './classes.ts';
import { readSamples, writeClasses, writeSamples } from './disk.ts';
import { isFine, markFine } from './fine-samples.ts';
import { allSamples, arrange, projectStore } from './store.ts';
import type { Sample } from './types.ts';

const cats = newClass([], { id: 'cats', name: 'cats', order: 1 });
const dogs = newClass([], { id: 'dogs', name: 'dogs', order: 2 });
const sample = (id: string, addedAt: number) => ({ ...sampleOf(id, 'cats'), addedAt });

beforeEach(async () => {
  const samples = [sample('a', 1), sample('b', 2)];
  await writeClasses([cats, dogs]);
  await writeSamples(samples);
  projectStore.setState({ ...arrange([cats, dogs], samples), undoSteps: [] });
});

const fineOf = (samples: Sample[]) => samples.filter(isFine).map(({ id }) => id);
const shown = () => fineOf(allSamples(projectStore.getState()));
const stored = async () => fineOf(await readSamples());

it('marks samples, on disk too, and takes it back', async () => {
  expect(await markFine(new Set(['b', 'no such sample']), true)).toBe(true);
  expect([shown(), await stored()]).toEqual([['b'], ['b']]);
  expect(projectStore.getState().samples.cats?.map(({ id }) => id)).toEqual(['a', 'b']);
  expect(await markFine(new Set(['a', 'b']), false)).toBe(true);
  expect([shown(), await stored()]).toEqual([[], []]);
});

it('holds as long as the sample stays in its class', async () => {
  await markFine(new Set(['a']), true);
  await moveSamples(new Set(['a']), 'dogs');
  expect([shown(), await stored()]).toEqual([[], []]);
  await undo();
  expect([shown(), await stored()]).toEqual([['a'], ['a']]);
});
