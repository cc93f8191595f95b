import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { directoryEntry } from '../../../tests/support/model-zip.ts';
import {
  changedProject,
  projectFault,
  projectFiles,
  projectHead,
  projectJson,
  projectZip,
} from '../../../tests/support/project-zip.ts';
import { headBytes } from './head-bytes.ts';
import { holdsProject, openArchive } from './open-archive.ts';
import { PROJECT_LIMITS } from './project-schema.ts';

const contentsOf = async (zip: Uint8Array<ArrayBuffer>, name = 'some.zip') => {
  const opened = await openArchive(new Blob([zip]), name);
  if (!opened.ok) throw new Error(JSON.stringify(opened.fault));
  return opened.value;
};

describe('a sound project', () => {
  test.each(['', 'my project/'])('is read, in the folder %j', async (folder) => {
    const { kind, classes, pictures, settings, model } = await contentsOf(projectZip({}, folder));
    const json = projectJson();
    expect(kind).toBe('project');
    expect(classes).toEqual(json.classes);
    expect(settings).toEqual(json.settings);
    expect(model?.head).toEqual(projectHead);
    expect(model?.classes).toEqual([1, 0]);
    expect(pictures.map(({ place, burst, name }) => [place, burst, name])).toEqual([
      [0, 0, 'webcam'],
      [0, 0, 'webcam'],
      [1, null, 'a.png'],
      [1, null, 'b.png'],
    ]);
    for (const [index, picture] of pictures.entries()) {
      const file = await picture.read();
      const stored = projectFiles().get(json.samples[index]?.file ?? '');
      expect(file && Buffer.from(await file.arrayBuffer())).toEqual(Buffer.from(stored ?? []));
    }
  });

  test('may lack a model, and pictures, which are missed one by one', async () => {
    const json = { ...projectJson(), model: null };
    const zip = projectZip({
      'project.json': json,
      'model/head.bin': null,
      'images/0/1.png': null,
    });
    const { pictures, model } = await contentsOf(zip);
    expect(model).toBeNull();
    const files = await Promise.all(pictures.map((picture) => picture.read()));
    expect(files.map((file) => file === null)).toEqual([true, false, false, false]);
  });

  test('is known as one without being checked', async () => {
    expect(await holdsProject(new Blob([projectZip()]))).toBe(true);
    expect(await holdsProject(new Blob([changedProject((json) => delete json.classes)]))).toBe(
      true,
    );
    expect(await holdsProject(new Blob(['no zip']))).toBe(false);
  });
});

describe('refuses as a zip', () => {
  test('what is none', async () => {
    for (const content of ['', '<!doctype html>'.repeat(99)]) {
      expect(await projectFault(strToU8(content))).toEqual({ kind: 'not-a-zip' });
    }
  });

  test('one cut short anywhere', async () => {
    const zip = projectZip();
    for (let share = 0.1; share < 1; share += 0.1) {
      const cut = zip.slice(0, Math.floor(share * zip.length));
      expect(await projectFault(cut)).toEqual({ kind: 'damaged-zip' });
    }
  });

  test.each(['../project.json', 'images/../../x.png', '/etc/passwd', 'C:/x.png', 'a\\b', 'nul\0l'])(
    'the path %j',
    async (path) => {
      const zip = projectZip({ [path]: new Uint8Array(1) });
      expect(await projectFault(zip)).toEqual({ kind: 'unsafe-entry', path });
    },
  );

  test('two files of one path', async () => {
    const zip = projectZip({ 'project.jsoo': new Uint8Array(1) });
    zip[Buffer.from(zip.buffer).lastIndexOf('project.jsoo') + 11] = 'n'.charCodeAt(0);
    expect(await projectFault(zip)).toEqual({ kind: 'unsafe-entry', path: 'project.json' });
  });

  test('too many files', async () => {
    const limit = PROJECT_LIMITS.entries;
    const count = limit + 1;
    const many = Object.fromEntries(
      Array.from({ length: count }, (_, index) => [`images/${index}.png`, new Uint8Array()]),
    );
    const fault = await projectFault(new Uint8Array(zipSync(many)));
    expect(fault).toEqual({ kind: 'too-many-entries', count, limit });
  });

  test('a bomb that says how large it is', async () => {
    const zeros = new Uint8Array(16 * 2 ** 20);
    const zip = new Uint8Array(zipSync({ 'project.json': zeros }));
    const fault = { kind: 'inflates-too-much', bytes: zeros.length, size: zip.length };
    expect(await projectFault(zip)).toEqual(fault);
  });

  test('a bomb that says it is small', async () => {
    const entries = { ...Object.fromEntries(projectFiles()), 'a.png': new Uint8Array(8e6) };
    const zip = new Uint8Array(zipSync(entries));
    const last = directoryEntry(zip, projectFiles().size);
    new DataView(zip.buffer).setUint32(last + 24, 100, true);
    // Its project is sound and names the bomb nowhere: it is never inflated.
    expect(await projectFault(zip)).toBeNull();
    const head = new Uint8Array(zipSync({ ...entries, 'model/head.bin': new Uint8Array(8e6) }));
    const place = [...projectFiles().keys()].indexOf('model/head.bin');
    new DataView(head.buffer).setUint32(directoryEntry(head, place) + 24, 32, true);
    new DataView(head.buffer).setUint32(directoryEntry(head, place + 2) + 24, 100, true);
    expect(await projectFault(head)).toEqual({ kind: 'bad-head', detail: 'damaged' });
  });

  test('entries that share their bytes', async () => {
    const zip = projectZip();
    const view = new DataView(zip.buffer);
    for (const entry of [0, 1, 2]) {
      view.setUint32(directoryEntry(zip, entry) + 20, zip.length / 2, true);
    }
    expect(await projectFault(zip)).toEqual({ kind: 'damaged-zip' });
  });

  test('more than the limit', async () => {
    const sparse = Object.assign(new Blob([projectZip()]), {});
    Object.defineProperty(sparse, 'size', { value: PROJECT_LIMITS.bytes + 1 });
    const opened = await openArchive(sparse, 'large.zip');
    expect(opened).toMatchObject({ ok: false, fault: { kind: 'too-large' } });
  });
});

describe('refuses as a project', () => {
  type Json = Parameters<Parameters<typeof changedProject>[0]>[0];
  test.each<[string, (json: Json) => void]>([
    [
      'a class name of 1 MB',
      (json) => Object.assign(json.classes[0], { name: 'x'.repeat(2 ** 20) }),
    ],
    ['an empty class name', (json) => Object.assign(json.classes[0], { name: '' })],
    ['no classes', (json) => Object.assign(json, { classes: [], samples: [], model: null })],
    ['classes that are a number', (json) => Object.assign(json, { classes: 7 })],
    ['samples that are an object', (json) => Object.assign(json, { samples: { length: 2 } })],
    ['a sample in no class', (json) => Object.assign(json.samples[0], { class: 2 })],
    ['a sample in class −1', (json) => Object.assign(json.samples[0], { class: -1 })],
    ['two samples of one file', (json) => json.samples.push(json.samples[0])],
    ['a time that is a text', (json) => Object.assign(json.samples[0], { addedAt: '1' })],
    ['a time beyond all time', (json) => Object.assign(json.samples[0], { addedAt: 1e300 })],
    ['an SVG', (json) => Object.assign(json.samples[0], { type: 'image/svg+xml' })],
    [
      'a model of a class that is not there',
      (json) => Object.assign(json.model, { classes: [0, 5] }),
    ],
    ['a model with a class twice', (json) => Object.assign(json.model, { classes: [0, 0] })],
    ['a model of three classes', (json) => Object.assign(json.model.head, { classes: 3 })],
    ['a model of no features', (json) => Object.assign(json.model.head, { features: 0 })],
    [
      'a huge hidden layer',
      (json) =>
        Object.assign(json.model, {
          head: { kind: 'hidden', features: 9999, units: 9999, classes: 2 },
        }),
    ],
    [
      'a confusion matrix of another size',
      (json) =>
        Object.assign(json.model, {
          evaluation: {
            method: 'cross-validation',
            folds: 5,
            total: 4,
            correct: 4,
            accuracy: 1,
            interval: { low: 0, high: 1 },
            confusion: [[1]],
            mirrorImagesUsed: false,
          },
        }),
    ],
  ])('%s', async (_name, change) => {
    const fault = await projectFault(changedProject(change));
    expect(fault).toMatchObject({ kind: 'bad-project' });
    expect(JSON.stringify(fault).length).toBeLessThan(300);
  });

  test('project.json that is no JSON', async () => {
    for (const text of ['', '{', '\ud800', '{"format":"show-and-tell-project"']) {
      const zip = projectZip({ 'project.json': strToU8(text) });
      expect(await projectFault(zip)).toEqual({ kind: 'bad-project', detail: 'no JSON' });
    }
  });

  test('no project.json of somebody else, whose images are images', async () => {
    const { kind } = await contentsOf(projectZip({ 'project.json': { format: 'other' } }));
    expect(kind).toBe('folders');
  });

  test('the file of a later version', async () => {
    const zip = changedProject((json) => Object.assign(json, { formatVersion: 2, classes: 'new' }));
    expect(await projectFault(zip)).toEqual({ kind: 'newer-project', version: 2 });
  });

  test('weights that are NaN, infinite, too few, or not there', async () => {
    for (const value of [Number.NaN, Number.POSITIVE_INFINITY]) {
      const bytes = headBytes({ ...projectHead, bias: Float32Array.of(0, value) });
      const fault = await projectFault(projectZip({ 'model/head.bin': bytes }));
      expect(fault).toEqual({ kind: 'bad-head', detail: 'not a finite number' });
    }
    const short = projectZip({ 'model/head.bin': new Uint8Array(28) });
    expect(await projectFault(short)).toEqual({ kind: 'bad-head', detail: 'length' });
    const none = projectZip({ 'model/head.bin': null });
    expect(await projectFault(none)).toEqual({ kind: 'bad-head', detail: 'missing' });
  });
});

test('`__proto__` in its JSON reaches nothing', async () => {
  const text = JSON.stringify(projectJson())
    .replace(
      '"settings":{',
      '"settings":{"__proto__":{"polluted":1},"constructor":{"prototype":{}},',
    )
    .replace('{"format"', '{"__proto__":{"polluted":1},"format"');
  const { settings } = await contentsOf(projectZip({ 'project.json': strToU8(text) }));
  expect(Object.keys(settings ?? {})).not.toContain('__proto__');
  expect(Object.getPrototypeOf(settings)).toBe(Object.prototype);
  expect('polluted' in {}).toBe(false);
});
