import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import { filledProject, open, start, state } from '../../../tests/support/filled-project.ts';
import { emptyDisk, shownFromDisk } from '../../../tests/support/project-on-disk.ts';
import { projectZip } from '../../../tests/support/project-zip.ts';
import { undo } from '../classes.ts';
import { readClasses, readSamples } from '../disk.ts';
import { allSamples, projectStore } from '../store.ts';
import { staleness } from '../trained-model.ts';

beforeEach(filledProject);

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

  test('undone, it leaves a class into which more has come', async () => {
    await open(new Blob([projectZip()]));
    const [first] = state().classes;
    const [sample] = allSamples(state());
    if (first === undefined || sample === undefined) throw new Error('nothing opened');
    const later = { ...sample, id: 'later' };
    projectStore.setState(({ samples }) => ({
      samples: { ...samples, [first.id]: [...(samples[first.id] ?? []), later] },
    }));
    await undo();
    expect(state().classes.map(({ id }) => id)).toContain(first.id);
    expect(state().classes).toHaveLength(3);
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
