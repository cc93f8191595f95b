import 'fake-indexeddb/auto';
import { strFromU8, unzipSync } from 'fflate';
import { beforeEach, describe, expect, test } from 'vitest';
import { filledProject, open, start, state, watch } from '../../../tests/support/filled-project.ts';
import { emptyDisk, shownFromDisk } from '../../../tests/support/project-on-disk.ts';
import { trainScript } from '../../exporters/python/training-files.ts';
import { setTestOnly } from '../chosen-samples.ts';
import { newClass } from '../classes.ts';
import { readPicture } from '../disk.ts';
import { allSamples, projectStore } from '../store.ts';
import { staleness } from '../trained-model.ts';
import type { Sample } from '../types.ts';
import { imagesBlob } from './images-blob.ts';
import { projectBlob } from './project-blob.ts';

beforeEach(filledProject);

const script = ['README.txt', 'train_keras.json', 'train_keras.py'];
const training: Parameters<typeof imagesBlob>[1] = {
  backbone: { label: 'MobileNet v2 · 0.5', version: 2, alpha: 0.5 },
  head: { kind: 'linear' },
};

describe('images by class', () => {
  test('lie in one folder for each class that is switched on', async () => {
    const [first] = state().classes;
    projectStore.setState(({ classes }) => ({
      classes: [...classes, newClass(classes, { name: 'Empty' })],
    }));
    const written = await imagesBlob(state(), training, async () => null, watch);
    if (!written.ok) throw new Error(written.fault.kind);
    const files = unzipSync(new Uint8Array(await written.value.file.arrayBuffer()));
    expect(Object.keys(files)).toEqual([
      'Discs/webcam.png',
      'Discs/webcam 2.png',
      'Discs/photo.png',
      'He said _hi_ 🎉 a_b/webcam.png',
      'He said _hi_ 🎉 a_b/webcam 2.png',
      'He said _hi_ 🎉 a_b/photo.png',
      ...script,
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
    const written = await imagesBlob(state(), training, async () => null, watch);
    if (!written.ok) throw new Error(written.fault.kind);
    const files = unzipSync(new Uint8Array(await written.value.file.arrayBuffer()));
    expect(Object.keys(files)).toEqual([
      'train/Discs/webcam.png',
      'train/Discs/webcam 2.png',
      'test/Discs/photo.png',
      'train/He said _hi_ 🎉 a_b/webcam.png',
      'train/He said _hi_ 🎉 a_b/webcam 2.png',
      'test/He said _hi_ 🎉 a_b/photo.png',
      ...script,
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

  test('the script learns names as they were written, and what was recorded at once', async () => {
    const names = ['../..', '"""; import os #\n{x}\\', 'train_keras.py', "'🎉'"];
    const [sample] = allSamples(state());
    const added = names.map((name, order) => newClass([], { name, order: order + 9 }));
    const entries = added.map(({ id }) => [id, sample ? [{ ...sample, classId: id }] : []]);
    projectStore.setState(({ classes, samples }) => ({
      classes: [...classes, ...added],
      samples: { ...samples, ...Object.fromEntries(entries) },
    }));
    const written = await imagesBlob(state(), training, async () => null, watch);
    if (!written.ok) throw new Error(written.fault.kind);
    const files = unzipSync(new Uint8Array(await written.value.file.arrayBuffer()));
    const json = JSON.parse(strFromU8(files['train_keras.json'] ?? new Uint8Array()));
    expect(json).toMatchObject(training);
    expect(json.classes).toEqual([
      { name: 'Discs', folder: 'Discs' },
      { name: 'He said "hi" 🎉 a/b', folder: 'He said _hi_ 🎉 a_b' },
      { name: names[0], folder: '__' },
      { name: names[1], folder: '___; import os #_{x}_' },
      { name: names[2], folder: 'train_keras.py 2' },
      { name: names[3], folder: "'🎉'" },
    ]);
    expect(json.bursts[1]).toEqual([
      'He said _hi_ 🎉 a_b/webcam.png',
      'He said _hi_ 🎉 a_b/webcam 2.png',
    ]);
    expect(json.bursts.flat().filter((file: string) => !(file in files))).toEqual([]);
    const code = strFromU8(files['train_keras.py'] ?? new Uint8Array());
    expect(code).toBe(trainScript);
  });

  test('a picture that is lost is named, the others are written', async () => {
    const [first] = allSamples(state());
    if (first === undefined) throw new Error('no sample');
    const lost: Sample = { ...first, id: 'lost', name: 'lost.png' };
    projectStore.setState(({ samples }) => ({
      samples: { ...samples, [lost.classId]: [lost, ...(samples[lost.classId] ?? [])] },
    }));
    const written = await imagesBlob(state(), training, async () => null, watch);
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
    const many = Array.from({ length: 10_001 }, (_, index) => ({ ...sample, id: `${index}` }));
    const crowded = { ...state(), samples: { [sample.classId]: many } };
    expect(await projectBlob(crowded, '0.1.0', watch)).toEqual({
      ok: false,
      fault: { kind: 'too-many-pictures', count: 10_001, limit: 10_000 },
    });
  });
});
