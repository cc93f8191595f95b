import 'fake-indexeddb/auto';
import { unzipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import { filledProject, open, start, state, watch } from '../../../tests/support/filled-project.ts';
import { emptyDisk, shownFromDisk } from '../../../tests/support/project-on-disk.ts';
import { setTestOnly } from '../chosen-samples.ts';
import { newClass } from '../classes.ts';
import { readPicture } from '../disk.ts';
import { allSamples, projectStore } from '../store.ts';
import { staleness } from '../trained-model.ts';
import type { Sample } from '../types.ts';
import { imagesBlob } from './images-blob.ts';
import { projectBlob } from './project-blob.ts';

beforeEach(filledProject);

describe('images by class', () => {
  test('lie in one folder for each class that is switched on', async () => {
    const [first] = state().classes;
    projectStore.setState(({ classes }) => ({
      classes: [...classes, newClass(classes, { name: 'Empty' })],
    }));
    const written = await imagesBlob(state(), async () => null, watch);
    if (!written.ok) throw new Error(written.fault.kind);
    const files = unzipSync(new Uint8Array(await written.value.file.arrayBuffer()));
    expect(Object.keys(files)).toEqual([
      'Discs/webcam.png',
      'Discs/webcam 2.png',
      'Discs/photo.png',
      'He said _hi_ 🎉 a_b/webcam.png',
      'He said _hi_ 🎉 a_b/webcam 2.png',
      'He said _hi_ 🎉 a_b/photo.png',
    ]);
    const [sample] = state().samples[first?.id ?? ''] ?? [];
    expect(files['Discs/webcam.png']).toEqual(await readPicture(sample?.id ?? ''));

    await emptyDisk();
    await start();
    await open(written.value.file, 'add');
    expect(
      (await shownFromDisk()).classes.map(({ name, pictures }) => [name, pictures.length]),
    ).toEqual([
      ['Discs', 3],
      ['He said _hi_ 🎉 a_b', 3],
    ]);
  });

  test('lie in train and test where some are only tested, and come back so', async () => {
    const ids = allSamples(state()).flatMap(({ id, name }) => (name === 'photo.png' ? [id] : []));
    await setTestOnly(new Set(ids), true);
    const written = await imagesBlob(state(), async () => null, watch);
    if (!written.ok) throw new Error(written.fault.kind);
    const files = unzipSync(new Uint8Array(await written.value.file.arrayBuffer()));
    expect(Object.keys(files)).toEqual([
      'train/Discs/webcam.png',
      'train/Discs/webcam 2.png',
      'test/Discs/photo.png',
      'train/He said _hi_ 🎉 a_b/webcam.png',
      'train/He said _hi_ 🎉 a_b/webcam 2.png',
      'test/He said _hi_ 🎉 a_b/photo.png',
    ]);

    await emptyDisk();
    await start();
    await open(written.value.file, 'add');
    const { classes, samples } = state();
    expect(
      classes.map(({ id, name }) => [name, samples[id]?.map(({ testOnly }) => testOnly)]),
    ).toEqual([
      ['Discs', [false, false, true]],
      ['He said _hi_ 🎉 a_b', [false, false, true]],
    ]);
  });

  test('a picture that is lost is named, the others are written', async () => {
    const [first] = allSamples(state());
    if (first === undefined) throw new Error('no sample');
    const lost: Sample = { ...first, id: 'lost', name: 'lost.png' };
    projectStore.setState(({ samples }) => ({
      samples: { ...samples, [lost.classId]: [lost, ...(samples[lost.classId] ?? [])] },
    }));
    const written = await imagesBlob(state(), async () => null, watch);
    expect(written.ok && written.value.left.map(({ name }) => name)).toEqual(['lost.png']);
    expect(written.ok && written.value.pictures).toBe(6);
    const project = await projectBlob(state(), '0.1.0', watch);
    expect(project.ok && project.value.left).toHaveLength(1);
    if (project.ok) await open(project.value.file);
    const { model, classes, samples } = state();
    expect(model && staleness(model, classes, samples, 'abc')).toEqual([
      { kind: 'pictures-changed' },
    ]);
  });

  test('more than a file can hold are refused before anything is written', async () => {
    const [sample] = allSamples(state());
    if (sample === undefined) throw new Error('no sample');
    const many = Array.from({ length: 9_999 }, (_, index) => ({ ...sample, id: `${index}` }));
    const crowded = { ...state(), samples: { [sample.classId]: many } };
    expect(await projectBlob(crowded, '0.1.0', watch)).toEqual({
      ok: false,
      fault: { kind: 'too-many-pictures', count: 9_999, limit: 9_998 },
    });
  });
});
