import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  filledProject,
  open,
  savedBlob,
  signal,
  start,
  state,
} from '../../../tests/support/filled-project.ts';
import { prepareWithoutDecoding, shownFromDisk } from '../../../tests/support/project-on-disk.ts';
import { projectZip } from '../../../tests/support/project-zip.ts';
import { openArchive } from '../../exporters/project-file/open-archive.ts';
import { readProjectRecord, writeClasses, writeProjectRecord } from '../disk.ts';
import { saveModel } from '../model.ts';
import { commit } from './commit.ts';
import { stage } from './stage.ts';

beforeEach(filledProject);

describe('a tab that dies in the middle', () => {
  test('while pictures come in: the next start shows the old project only', async () => {
    const before = await shownFromDisk();
    const opened = await openArchive(new Blob([projectZip()]), 'some.zip');
    if (!opened.ok) throw new Error(opened.fault.kind);
    await stage(opened.value, prepareWithoutDecoding, signal, () => undefined);
    await start();
    expect(await shownFromDisk()).toEqual(before);
    expect(state().classes).toHaveLength(2);
  });

  test('after the change is written down: the next start shows the new one only, with its model', async () => {
    const file = await savedBlob();
    const old = state().classes;
    await open(file);
    const wanted = await shownFromDisk();
    const { model, settings, classes } = state();
    // As it was just before: the old classes live, the new ones out of sight, another model.
    await writeClasses(old);
    await writeClasses(classes.map((each) => ({ ...each, deletedAt: Date.now() })));
    await saveModel(null);
    const gone = old.map((each) => ({ ...each, deletedAt: Date.now() }));
    const change = { classes: [...gone, ...classes], moves: [], model, settings };
    await writeProjectRecord('change', change);
    await start();
    expect(await shownFromDisk()).toEqual(wanted);
    expect(state().model).toEqual(model);
    expect(await readProjectRecord('change')).toBeNull();
  });

  test('a change may be carried out twice', async () => {
    const { classes, model, settings } = state();
    const change = { classes, moves: [], model, settings };
    expect(await commit(change)).toBe(true);
    expect(await commit(change)).toBe(true);
    await start();
    expect(state().classes).toEqual(classes);
  });
});
