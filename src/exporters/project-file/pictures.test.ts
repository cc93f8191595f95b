import { strToU8, type Zippable, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { soundZip } from '../../../tests/support/model-zip.ts';
import { projectFault } from '../../../tests/support/project-zip.ts';
import { openModelZip } from '../open-model.ts';
import { openArchive } from './open-archive.ts';
import { folderPictures } from './pictures.ts';

async function summary(paths: string[], json: Record<string, object> = {}, name = 'My pets.zip') {
  const entries: Zippable = {};
  for (const path of paths) entries[path] = strToU8(path);
  for (const [path, value] of Object.entries(json)) entries[path] = strToU8(JSON.stringify(value));
  const opened = await openArchive(new Blob([new Uint8Array(zipSync(entries))]), name);
  if (!opened.ok) return opened.fault.kind;
  const { kind, classes, pictures } = opened.value;
  const byClass = classes.map((each, place): [string, string[]] => [
    each.name,
    pictures.filter((picture) => picture.place === place).map((picture) => picture.name),
  ]);
  return { kind, ...Object.fromEntries(byClass) };
}

describe('images in folders', () => {
  test('are of the class that their folder is called', async () => {
    const paths = ['cats/10.jpg', 'cats/2.jpg', 'dogs/1.PNG', 'dogs/', 'readme.txt'];
    const expected = { kind: 'folders', cats: ['2.jpg', '10.jpg'], dogs: ['1.PNG'] };
    expect(await summary(paths)).toEqual(expected);
  });

  test('also where folders lie around them, and in two parts', async () => {
    const paths = ['data/train/cats/1.jpg', 'data/test/cats/2.jpg', 'data/train/dogs/1.jpg'];
    const expected = { kind: 'folders', cats: ['1.jpg', '2.jpg'], dogs: ['1.jpg'] };
    expect(await summary(paths)).toEqual(expected);
  });

  test.each([
    ['beside train', ['train/a/1.jpg', 'test/a/2.jpg', 'test/b/3.jpg'], ['2.jpg', '3.jpg']],
    ['deeper', ['x/Train/a/1.jpg', 'x/Test/a/2.jpg', 'y/test/a/3.jpg'], ['2.jpg']],
    ['alone', ['test/a/1.jpg', 'test/b/2.jpg'], []],
    ['as a class', ['train/1.jpg', 'test/2.jpg'], []],
    ['above more folders', ['train/a/1.jpg', 'test/x/a/2.jpg'], []],
  ])('those in test are for testing only where train is beside it: %s', (_, paths, tested) => {
    const files = paths.map((path) => ({ path, file: new Blob([path]) }));
    const pictures = folderPictures(files, 'data')?.pictures ?? [];
    expect(pictures).toHaveLength(paths.length);
    const testOnly = pictures.filter((each) => each.testOnly).map(({ name }) => name);
    expect(testOnly).toEqual(tested);
  });

  test('without what the operating system leaves', async () => {
    const paths = ['cats/1.jpg', '__MACOSX/cats/._1.jpg', 'cats/.hidden.jpg', 'cats/Thumbs.db'];
    expect(await summary(paths)).toEqual({ kind: 'folders', cats: ['1.jpg'] });
  });

  test('in no folder they are of a class called like the zip', async () => {
    expect(await summary(['1.jpg', '2.jpg'])).toEqual({
      kind: 'folders',
      'My pets': ['1.jpg', '2.jpg'],
    });
  });
});

describe('other programs’ files', () => {
  test('a Teachable Machine project: the label stands before the first hyphen, or -!-', async () => {
    const manifest = { type: 'image', version: '2.4.5', appdata: { trainEpochs: 50 } };
    const paths = [
      'Class 1-!-0.jpg',
      'Class 1-!-1.jpg',
      'big-dog-!-0.jpg',
      'cat-12.jpg',
      'a%20b-1.jpg',
    ];
    const found = await summary(paths, { 'manifest.json': manifest }, 'project.tm');
    expect(found).toEqual({
      kind: 'teachable-machine',
      'a b': ['a%20b-1.jpg'],
      'big-dog': ['big-dog-!-0.jpg'],
      cat: ['cat-12.jpg'],
      'Class 1': ['Class 1-!-0.jpg', 'Class 1-!-1.jpg'],
    });
  });

  test('a genai-tm project: labels by number', async () => {
    const metadata = { labels: ['cat', 'dog'], packageName: '@teachablemachine/image' };
    const paths = ['samples/0_0.png', 'samples/0_1.png', 'samples/1_0.png', 'samples/7_0.png'];
    const json = { 'metadata.json': metadata, 'model.json': {}, 'weights.bin': {} };
    expect(await summary(paths, json)).toEqual({
      kind: 'genai-tm',
      cat: ['0_0.png', '0_1.png'],
      dog: ['1_0.png'],
      'Class 7': ['7_0.png'],
    });
  });

  test('a Teachable Machine model is told from a project', async () => {
    const json = { 'metadata.json': { labels: ['a'] }, 'model.json': {}, 'weights.bin': {} };
    expect(await summary([], json)).toBe('is-foreign-model');
  });

  test('our own model is, though there are PNGs in it', async () => {
    expect(await projectFault(new Uint8Array(soundZip))).toEqual({ kind: 'is-model' });
  });

  test.each(['teachable-machine', 'keras', 'onnx', 'tflite'] as const)(
    'so is our model for %s, by its name',
    async (format) => {
      const own = { format: 'show-and-tell-model', exportedAs: format, labels: ['a', 'b'] };
      const theirs = { labels: ['a', 'b'], userMetadata: own };
      const metadata = format === 'teachable-machine' ? theirs : own;
      for (const folder of ['', 'my model/']) {
        const entries = Object.fromEntries(
          Object.entries({
            'metadata.json': strToU8(JSON.stringify(metadata)),
            'model.json': strToU8('{}'),
            'weights.bin': strToU8('1'),
            'golden/0.png': strToU8('1'),
          }).map(([path, bytes]) => [folder + path, bytes]),
        );
        const zip = zipSync(entries);
        expect(await projectFault(new Uint8Array(zip))).toEqual({ kind: 'other-format', format });
        expect(openModelZip(zip)).toEqual({ ok: false, fault: { kind: 'other-format', format } });
      }
    },
  );

  test('a model’s own examples are no class, in a zip or a folder', async () => {
    const model = { 'model.json': {}, 'weights.bin': {} };
    expect(await summary(['golden/0.png', 'golden/1.png'], model)).toBe('is-foreign-model');
    const paths = ['my/model.keras', 'my/golden/0.png', 'golden/1.png', 'cats/1.jpg'];
    const expected = { kind: 'folders', cats: ['1.jpg'], golden: ['1.png'] };
    expect(await summary(paths)).toEqual(expected);
    const files = paths.map((path) => ({ path, file: new Blob() }));
    expect(folderPictures(files, 'my')?.classes.map(({ name }) => name)).toEqual([
      'cats',
      'golden',
    ]);
    expect(folderPictures(files.slice(0, 2), 'my')).toBeNull();
  });

  test('what holds no images', async () => {
    expect(await summary(['notes.txt', 'a/b.csv'])).toBe('no-pictures');
    expect(await summary([])).toBe('no-pictures');
  });
});
