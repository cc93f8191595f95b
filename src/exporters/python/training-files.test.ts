import { strFromU8 } from 'fflate';
import { describe, expect, test } from 'vitest';
import { HARD_LABELS } from '../../../tests/support/export-source.ts';
import { PREPROCESSING } from '../../picture/preprocessing.ts';
import { inlineModules } from './inline-modules.ts';
import { type TrainingProject, trainingFiles, trainScript } from './training-files.ts';

const project: TrainingProject = {
  classes: [...HARD_LABELS, '../../etc', '"""\n\'\'\'', '\ud83c'].map((name, place) => ({
    name,
    folder: `class ${place}`,
  })),
  bursts: [['class 0/a.png', 'class 0/b.png']],
  backbone: { label: 'MobileNet v1 · 0.25', version: 1, alpha: 0.25 },
  head: { kind: 'hidden', units: 100, epochs: 50, batchSize: 16, learningRate: 0.001 },
};

function texts(of: TrainingProject): Record<string, string> {
  return Object.fromEntries(trainingFiles(of).map(({ path, bytes }) => [path, strFromU8(bytes)]));
}

describe('trainingFiles', () => {
  test('names come back from the JSON as they were, and stand nowhere else', () => {
    const withoutNames = (all: Record<string, string>) => [
      all['train_keras.py'],
      all['README.txt'],
    ];
    const written = texts(project);
    const json = written['train_keras.json'] ?? '';
    expect(JSON.parse(json)).toMatchObject({ ...project, shrinkage: 0.6 });
    expect(withoutNames(written)).toEqual(withoutNames(texts({ ...project, classes: [] })));
  });

  test('the script is one file that asks for nothing beside it but its values', () => {
    const imported = [...trainScript.matchAll(/^(?:from|import) (\w+)/gm)].map(([, name]) => name);
    expect(new Set(imported)).toEqual(
      new Set([
        ...['argparse', 'json', 'os', 'sys', 'tempfile', 'datetime', 'pathlib', 'math', 're'],
        ...['time', 'hashlib', 'unicodedata', 'dataclasses', 'numpy', 'tensorflow', 'keras', 'PIL'],
      ]),
    );
    const names = [...trainScript.matchAll(/^(?:def|class) (\w+)/gm)].map(([, name]) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toContain('picture_of');
    expect(trainScript.indexOf('KERAS_BACKEND')).toBeLessThan(trainScript.search(/^import keras/m));
  });

  test('prepares pictures as the app does', () => {
    const { size } = PREPROCESSING;
    expect(trainScript).toContain(
      `.resize((${size}, ${size}), Image.Resampling.BILINEAR, box=square)`,
    );
    expect(PREPROCESSING).toMatchObject({ crop: 'centre-square', background: '#ffffff' });
  });
});

describe('inlineModules', () => {
  test('puts each module where it is first wanted, what it needs before it', () => {
    const text = inlineModules('import os\nfrom a import one\nfrom b import two\none(two)\n', {
      a: '"""What a is."""\nimport os\nfrom b import two\n\ndef one(): two()\n',
      b: 'def two(): pass\n',
    });
    const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('# ---'));
    expect(lines).toEqual([
      'import os',
      '# What a is.',
      'def two(): pass',
      'def one(): two()',
      'one(two)',
    ]);
  });
});
