import 'fake-indexeddb/auto';
import { beforeEach, expect, it } from 'vitest';
import { sampleOf } from '../../tests/support/judged-model.ts';
import { deleteChosen, moveSamples, moveToNewClass, setTestOnly } from './chosen-samples.ts';
import { newClass, undo } from './classes.ts';
import { readClasses, readSamples, writeClasses, writeSamples } from './disk.ts';
import { noticeStore } from './notices.ts';
import { allSamples, arrange, projectStore } from './store.ts';

const cats = newClass([], { id: 'cats', name: 'cats', order: 1 });
const dogs = newClass([], { id: 'dogs', name: 'dogs', order: 2 });
const sample = (id: string, classId: string, addedAt: number) => ({
  ...sampleOf(id, classId),
  addedAt,
});

beforeEach(async () => {
  const samples = [sample('a', 'cats', 1), sample('b', 'cats', 2), sample('c', 'dogs', 3)];
  await writeClasses([cats, dogs]);
  await writeSamples(samples);
  projectStore.setState({ ...arrange([cats, dogs], samples), undoSteps: [] });
});

/** Which samples a class has on the screen. */
const shown = (id: string) => projectStore.getState().samples[id]?.map((each) => each.id);
/** Which live samples it has on disk. */
async function stored(id: string): Promise<string[]> {
  const live = (await readSamples()).filter((each) => each.deletedAt === null);
  return live.filter(({ classId }) => classId === id).map((each) => each.id);
}
const lastStep = () => projectStore.getState().undoSteps.at(-1)?.what;

it('moves samples into a class, in their order, and back again', async () => {
  await moveSamples(new Set(['b', 'c']), 'dogs');
  expect([shown('cats'), shown('dogs')]).toEqual([['a'], ['b', 'c']]);
  expect(await stored('dogs')).toEqual(['b', 'c']);
  // What was there already has not been moved.
  expect(lastStep()).toEqual({ kind: 'samples-moved', count: 1, className: 'dogs' });
  await undo();
  expect([shown('cats'), shown('dogs')]).toEqual([['a', 'b'], ['c']]);
  expect(await stored('cats')).toEqual(['a', 'b']);
});

it('deletes samples of several classes in one step', async () => {
  await deleteChosen(new Set(['a', 'c']));
  expect([shown('cats'), shown('dogs')]).toEqual([['b'], []]);
  expect(await stored('cats')).toEqual(['b']);
  expect(lastStep()).toEqual({ kind: 'samples-deleted', count: 2, className: null });
  await undo();
  expect([shown('cats'), shown('dogs')]).toEqual([['a', 'b'], ['c']]);
});

const names = () => projectStore.getState().classes.map(({ name }) => name);
const storedNames = async () =>
  (await readClasses()).filter(({ deletedAt }) => deletedAt === null).map(({ name }) => name);

it('makes a class of some samples, next to theirs, and takes it back in one step', async () => {
  await moveToNewClass(new Set(['b', 'c']), 'cats');
  expect(names()).toEqual(['cats', 'cats 2', 'dogs']);
  const made = projectStore.getState().classes[1]?.id ?? '';
  expect([shown('cats'), shown(made), shown('dogs')]).toEqual([['a'], ['b'], ['c']]);
  expect(await stored(made)).toEqual(['b']);
  expect(lastStep()).toEqual({ kind: 'class-made', count: 1, className: 'cats 2' });
  await undo();
  expect(names()).toEqual(['cats', 'dogs']);
  expect(await storedNames()).not.toContain('cats 2');
  expect([shown('cats'), await stored('cats')]).toEqual([
    ['a', 'b'],
    ['a', 'b'],
  ]);
});

it('gives a class made of samples a name of its own', async () => {
  await moveToNewClass(new Set(['a']), 'cats');
  await moveToNewClass(new Set(['b']), 'cats');
  expect(names()).toEqual(['cats', 'cats 3', 'cats 2', 'dogs']);
});

it('sets samples aside for testing, on disk too, and takes it back in one step', async () => {
  const tests = async () =>
    (await readSamples()).filter(({ testOnly }) => testOnly).map(({ id }) => id);
  const shownTests = () =>
    allSamples(projectStore.getState()).flatMap(({ id, testOnly }) => (testOnly ? [id] : []));
  await setTestOnly(new Set(['a']), true);
  await setTestOnly(new Set(['a', 'c']), true);
  expect([shownTests(), await tests()]).toEqual([
    ['a', 'c'],
    ['a', 'c'],
  ]);
  // What was set aside already is not counted again, nor brought back by Undo.
  expect(lastStep()).toEqual({ kind: 'samples-marked', count: 1, testOnly: true });
  await undo();
  expect([shownTests(), await tests()]).toEqual([['a'], ['a']]);
  await setTestOnly(new Set(['a', 'b']), false);
  expect([shownTests(), await tests()]).toEqual([[], []]);
  expect([shown('cats'), shown('dogs')]).toEqual([['a', 'b'], ['c']]);
});

it('offers the rest of a recording that would be parted', async () => {
  const frames = ['f1', 'f2', 'f3'].map((id, at) => ({
    ...sample(id, 'cats', 10 + at),
    burstId: 'burst',
  }));
  const samples = [...allSamples(projectStore.getState()), ...frames];
  await writeSamples(frames);
  projectStore.setState(arrange([cats, dogs], samples));
  const offer = () => noticeStore.getState().notices.find(({ key }) => key === 'undo');
  const offered = () => offer()?.actions?.map(({ label }) => label);
  const tests = () =>
    allSamples(projectStore.getState()).flatMap(({ id, testOnly }) => (testOnly ? [id] : []));

  await setTestOnly(new Set(['a', 'f1']), true);
  expect(offered()).toEqual(['Set them aside too', 'Undo']);
  expect(offer()?.text).toMatch(/^2 other frames of the same recording are still to be trained on/);
  offer()?.actions?.[0]?.run();
  await expect.poll(tests).toEqual(['a', 'f1', 'f2', 'f3']);
  expect(offered()).toEqual(['Undo']);

  await setTestOnly(new Set(['f1', 'f2']), false);
  expect(offered()).toEqual(['Give it back too', 'Undo']);
  // An upload has no other frames.
  await setTestOnly(new Set(['a']), false);
  expect(offered()).toEqual(['Undo']);
});

it('does nothing where there is nothing to do', async () => {
  await setTestOnly(new Set(['a', 'no such sample']), false);
  await moveSamples(new Set(['c']), 'dogs');
  await moveSamples(new Set(['a']), 'no such class');
  await deleteChosen(new Set(['no such sample']));
  await moveToNewClass(new Set(['c']), 'cats');
  expect(projectStore.getState().undoSteps).toEqual([]);
  expect(shown('cats')).toEqual(['a', 'b']);
});
