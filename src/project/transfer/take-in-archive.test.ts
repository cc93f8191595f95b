import 'fake-indexeddb/auto';
import { zipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import { drawn } from '../../../tests/support/drawn-pictures.ts';
import {
  filledProject,
  modelOf,
  open,
  start,
  state,
} from '../../../tests/support/filled-project.ts';
import { emptyDisk, shownFromDisk } from '../../../tests/support/project-on-disk.ts';
import { projectZip } from '../../../tests/support/project-zip.ts';
import { addClass, renameClass, undo } from '../classes.ts';
import { readClasses, readProjectRecord, readSamples, writeNewSamples } from '../disk.ts';
import { saveModel } from '../model.ts';
import { noticeStore } from '../notices.ts';
import { allSamples, projectStore } from '../store.ts';
import { readModel, staleness } from '../trained-model.ts';
import type { Sample } from '../types.ts';

beforeEach(filledProject);

/** A picture that comes into the class of another, later on. */
async function addLater(sample: Sample): Promise<void> {
  const later = { ...sample, id: 'later' };
  await writeNewSamples([{ sample: later, bytes: new Uint8Array(4) }]);
  projectStore.setState(({ samples }) => ({
    samples: { ...samples, [later.classId]: [...(samples[later.classId] ?? []), later] },
  }));
}

describe('replacing', () => {
  test('is undone as a whole, model and all', async () => {
    const before = await shownFromDisk();
    const { model } = state();
    await open(new Blob([projectZip()]));
    expect(state().model?.backboneId).toBe('starter');
    expect(state().model).not.toEqual(model);
    expect((await shownFromDisk()).classes).not.toEqual(before.classes);
    await undo();
    expect(state().model).toEqual(model);
    expect(await shownFromDisk()).toEqual(before);
  });

  test('undone, it leaves a class into which more has come, says so, and brings the model back', async () => {
    const { model } = state();
    await open(new Blob([projectZip()]));
    const [first] = state().classes;
    const [sample] = allSamples(state());
    if (first === undefined || sample === undefined) throw new Error('nothing opened');
    await addLater(sample);
    await undo();
    expect(state().classes.map(({ id }) => id)).toContain(first.id);
    expect(state().classes).toHaveLength(3);
    expect(state().model).toEqual(model);
    expect(readModel(await readProjectRecord('model'))).toEqual(model);
    expect(noticeStore.getState().notices.map(({ text }) => text)).toContain(
      '“Discs” was kept because images were added to it since.',
    );
  });

  test('leaves a picture out that cannot be read, and says which', async () => {
    const zip = projectZip({ 'images/1/1.png': new Uint8Array(9), 'images/0/2.png': null });
    const taken = await open(new Blob([zip]));
    expect(taken).toMatchObject({ ok: true, value: { pictures: 2 } });
    expect(taken.ok && taken.value.refused).toEqual([
      { name: 'webcam', fault: { kind: 'missing' } },
      { name: 'a.png', fault: { kind: 'not-an-image' } },
    ]);
    const { model, classes, samples } = state();
    expect(model && staleness(model, classes, samples, 'abc')).not.toEqual([]);
  });

  test('is refused where no picture can be read', async () => {
    const before = await shownFromDisk();
    const none = Object.fromEntries(
      ['0/1', '0/2', '1/1', '1/2'].map((path) => [`images/${path}.png`, new Uint8Array(4)]),
    );
    const taken = await open(new Blob([projectZip(none)]));
    expect(taken).toMatchObject({ ok: false, fault: { kind: 'no-readable-pictures' } });
    expect(await shownFromDisk()).toEqual(before);
    expect(await readSamples()).toHaveLength(6);
  });

  test('cancelled, leaves nothing behind', async () => {
    const before = await shownFromDisk();
    const controller = new AbortController();
    controller.abort();
    const taken = await open(new Blob([projectZip()]), 'replace', controller.signal);
    expect(taken).toMatchObject({ ok: false, fault: { kind: 'cancelled' } });
    expect(await shownFromDisk()).toEqual(before);
    expect(await readClasses()).toHaveLength(2);
  });
});

describe('adding', () => {
  const withThird = (folder = 'Third') =>
    new Blob([
      zipSync({
        [`${folder}/a.png`]: new Uint8Array(drawn('disc', 8).buffer),
        'Discs/a.png': new Uint8Array(drawn('disc', 9).buffer),
      }),
    ]);

  test('is a step of its own, undone before the replacing that came before it', async () => {
    const first = await shownFromDisk();
    await open(new Blob([projectZip()]));
    const replaced = await shownFromDisk();
    const { model } = state();
    await open(withThird(), 'add');
    expect(state().classes.map(({ name }) => name)).toEqual([
      'Discs',
      'He said "hi" 🎉 a/b',
      'Third',
    ]);
    expect(state().undoSteps.map(({ what }) => what.kind)).toEqual([
      'project-opened',
      'images-opened',
    ]);
    await undo();
    expect(await shownFromDisk()).toEqual(replaced);
    expect(state().model).toBe(model);
    await undo();
    expect(await shownFromDisk()).toEqual(first);
    const shown = state().samples;
    await start();
    expect(state().samples).toEqual(shown);
  });

  test('undone, it leaves what has come since, in new and in joined classes', async () => {
    await open(withThird(), 'add');
    const [discs, , third] = state().classes;
    const [sample] = state().samples[third?.id ?? ''] ?? [];
    if (discs === undefined || sample === undefined) throw new Error('nothing opened');
    await addLater(sample);
    await undo();
    expect(state().classes.map(({ name }) => name)).toContain('Third');
    expect(state().samples[sample.classId]?.map(({ id }) => id)).toEqual(['later']);
    expect(state().samples[discs.id]).toHaveLength(3);
    expect(noticeStore.getState().notices.map(({ text }) => text)).toContain(
      '“Third” was kept because images were added to it since.',
    );
    const shown = state().samples;
    await start();
    expect(state().samples).toEqual(shown);
  });

  test('undone, it brings the empty classes of a new project back, and takes its model away', async () => {
    await emptyDisk();
    await start();
    const before = await shownFromDisk();
    await open(withThird(), 'add');
    const classIds = state().classes.map(({ id }) => id);
    await saveModel(modelOf(state().classes));
    expect(state().model?.classIds).toEqual(classIds);
    await undo();
    expect(await shownFromDisk()).toEqual({ ...before, model: null });
  });

  test('joins the classes whose folders *Download images* calls so', async () => {
    await open(withThird('He said _hi_ 🎉 a_b'), 'add');
    expect(state().classes.map(({ name }) => name)).toEqual(['Discs', 'He said "hi" 🎉 a/b']);
    expect(Object.values(state().samples).map(({ length }) => length)).toEqual([4, 4]);
  });

  test('joins what was downloaded to where it came from, also where names collide', async () => {
    const [first, second] = state().classes;
    await renameClass(first?.id ?? '', 'a:b');
    await renameClass(second?.id ?? '', 'a/b');
    await addClass({ name: 'Hüte' });
    const picture = new Uint8Array(drawn('disc', 8).buffer);
    const hats = 'Hüte'.normalize('NFD');
    const paths = ['a_b/1.png', 'a_b 2/1.png', 'a_b 2/2.png', `${hats}/1.png`];
    const zip = zipSync(Object.fromEntries(paths.map((path) => [path, picture])));
    await open(new Blob([new Uint8Array(zip)]), 'add');
    expect(state().classes.map(({ id, name }) => [name, state().samples[id]?.length])).toEqual([
      ['a:b', 4],
      ['a/b', 5],
      ['Hüte', 1],
    ]);
  });

  test('joins classes of the same name and keeps model and settings', async () => {
    const { model, settings } = state();
    await open(new Blob([projectZip()]), 'add');
    expect(state().classes.map(({ name }) => name)).toEqual(['Discs', 'He said "hi" 🎉 a/b']);
    expect(Object.values(state().samples).map(({ length }) => length)).toEqual([5, 5]);
    expect(state().model).toBe(model);
    expect(state().settings).toEqual(settings);
    const shown = state().samples;
    await start();
    expect(state().samples).toEqual(shown);
  });

  test('takes the place of the empty classes of a new project', async () => {
    await emptyDisk();
    await start();
    expect(state().classes.map(({ name }) => name)).toEqual(['Class 1', 'Class 2']);
    await open(new Blob([projectZip()]), 'add');
    expect(state().classes.map(({ name }) => name)).toEqual(['Discs', 'He said "hi" 🎉 a/b']);
    await start();
    expect(state().classes.map(({ name }) => name)).toEqual(['Discs', 'He said "hi" 🎉 a/b']);
  });
});
