import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { predict, predictOpened, useWasm } from '../../tests/support/export-engine.ts';
import { HARD_LABELS, seededPixels, sourceOf } from '../../tests/support/export-source.ts';
import { sound, tfjsFiles } from '../../tests/support/model-zip.ts';
import { smallNetwork } from '../../tests/support/small-networks.ts';
import { failed, ok } from '../result.ts';
import { modelArchive } from './archive.ts';
import { openModelZip } from './open-model.ts';
import { buildTfjsModel } from './tfjs-model.ts';
import type { ArchiveFile, ExportSource } from './types.ts';
import { webPage } from './web-page.ts';
import { writeZip } from './zip.ts';

const labels = HARD_LABELS;
const exportedAt = '2026-11-23T11:22:34.000Z';

const EVALUATION: ExportSource['evaluation'] = {
  method: 'cross-validation',
  folds: 5,
  total: 180,
  correct: 171,
  accuracy: 0.95,
  interval: { low: 0.907, high: 0.973 },
  confusion: [],
  mirrorImagesUsed: true,
};
const GOLDEN = [1, 2, 3].map((seed) => ({
  pixels: seededPixels(seed),
  probabilities: labels.map((_, index) => (index === seed ? 0.1 + 0.2 : 0.7 / 5)),
}));

function filesWith(changes: Partial<ExportSource> = {}): ArchiveFile[] {
  return tfjsFiles({
    labels,
    evaluation: EVALUATION,
    golden: GOLDEN,
    samplesPerClass: labels.map(() => 30),
    ...changes,
  });
}

function text(files: readonly ArchiveFile[], path: string): string {
  return new TextDecoder().decode(files.find((file) => file.path === path)?.bytes);
}

describe('the archive', () => {
  test('has every file', () => {
    expect(filesWith().map(({ path }) => path)).toEqual([
      'README.md',
      'metadata.json',
      'labels.txt',
      'golden/0.png',
      'golden/1.png',
      'golden/2.png',
      'golden/expected.json',
      'index.html',
      'model.json',
      'weights.bin',
    ]);
  });

  test('has as many golden pictures as there are', () => {
    const golden = GOLDEN.slice(0, 1);
    const one = filesWith({ golden });
    expect(JSON.parse(text(one, 'golden/expected.json'))).toEqual([
      { file: '0.png', probabilities: golden[0]?.probabilities },
    ]);
    const none = filesWith({ golden: [] });
    expect(none.filter(({ path }) => path.startsWith('golden'))).toEqual([]);
    expect(text(none, 'README.md')).not.toContain('| `golden/`');
  });

  test('has a line for each label, whatever it holds', () => {
    const lines = text(filesWith(), 'labels.txt').split('\n');
    expect(lines.pop()).toBe('');
    expect(lines).toEqual(labels.map((label) => label.replace('\n', ' ')));
  });

  test('keeps user text out of markup', () => {
    const files = filesWith();
    expect(text(files, 'index.html')).toBe(webPage);
    const [beforeLabels = '', fenced = '', ...rest] = text(files, 'README.md').split('```');
    const outside = beforeLabels + rest.join('');
    for (const label of labels.filter((some) => some !== '' && some !== '</script>')) {
      expect(outside).not.toContain(label);
    }
    const rows = JSON.parse(fenced.replace('json', '')) as { label: string; pictures: number }[];
    expect(rows).toEqual(labels.map((label) => ({ label, pictures: 30 })));
  });

  test('says how good the model is, or that it is not known', () => {
    const known = text(filesWith(), 'README.md');
    expect(known).toContain('95.0 % of 180 pictures right');
    expect(known).toContain('90.7 % to 97.3 %');
    const unknown = filesWith({ evaluation: null });
    expect(text(unknown, 'README.md')).toContain('was not measured');
    expect(JSON.parse(text(unknown, 'metadata.json')).accuracy).toBeNull();
  });

  test('refuses labels that do not fit the outputs, and ones that could not be opened again', () => {
    const { head } = smallNetwork({ classes: 6 });
    const backbone = { label: '', fingerprint: '', embeddingNode: '' } as ExportSource['backbone'];
    const refused = (changes: Partial<ExportSource>) => {
      const source = sourceOf(backbone, head, { labels, ...changes });
      const result = modelArchive(source, 'onnx', () => ok({ files: [], readme: '' }));
      return result.ok ? null : result.fault;
    };
    expect(refused({})).toBeNull();
    expect(refused({ labels: ['a', 'b'] })).toEqual({ kind: 'bad-labels', labels: 2, outputs: 6 });
    expect(refused({ labels: ['x'.repeat(201), ...labels.slice(1)] })?.kind).toBe('bad-labels');
    const golden = [{ pixels: seededPixels(1), probabilities: [0.5, 0.5] }];
    expect(refused({ golden })).toEqual({ kind: 'bad-labels', labels: 6, outputs: 2 });
    const source = sourceOf(backbone, head, { labels });
    const broken = { kind: 'unknown-operation', op: 'Fancy' } as const;
    expect(modelArchive(source, 'onnx', () => failed(broken))).toEqual(failed(broken));
  });
});

test('the page is in one piece and names nothing but its neighbours', () => {
  expect(webPage).not.toContain('page.js');
  expect(webPage).toMatch(/tf\.loadGraphModel\(["']\.\/model\.json["']\)/);
  const urls = [...webPage.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url]) => url);
  expect(urls).toEqual(['data:,', 'tf.min.js']);
  // A tag of its own script within its text would end it too early.
  expect(webPage.match(/<\/script>/g)).toHaveLength(2);
});

describe('writeZip', () => {
  test('gives the same bytes for the same files and date', () => {
    const again = writeZip(filesWith(), exportedAt);
    expect(Buffer.compare(writeZip(filesWith(), exportedAt), again)).toBe(0);
  });

  test('dates the files in UTC', () => {
    const zip = writeZip([{ path: 'a', bytes: new Uint8Array() }], '2026-11-23T11:22:34.000Z');
    const view = new DataView(zip.buffer);
    expect(view.getUint16(10, true)).toBe((11 << 11) | (22 << 5) | (34 / 2));
    expect(view.getUint16(12, true)).toBe(((2026 - 1980) << 9) | (11 << 5) | 23);
  });

  test.each(['1969-07-20T00:00:00Z', 'never'])('dates %s as early as a zip can', (date) => {
    const zip = writeZip([{ path: 'a', bytes: new Uint8Array() }], date);
    expect(new DataView(zip.buffer).getUint16(12, true)).toBe((1 << 5) | 1);
  });
});

describe('written and opened again', () => {
  test('the same model', () => {
    const files = filesWith();
    const opened = openModelZip(writeZip(files, exportedAt));
    if (!opened.ok) throw new Error(JSON.stringify(opened.fault));
    const model = JSON.parse(text(files, 'model.json'));
    expect(opened.value.labels).toEqual(labels);
    expect(opened.value.metadata).toEqual(JSON.parse(text(files, 'metadata.json')));
    expect(opened.value.artifacts.weightSpecs).toEqual(model.weightsManifest[0].weights);
    expect(new Set(opened.value.artifacts.topology.node)).toEqual(
      new Set(model.modelTopology.node),
    );
    const weights = files.find(({ path }) => path === 'weights.bin')?.bytes ?? new Uint8Array();
    expect(Buffer.compare(new Uint8Array(opened.value.artifacts.weights), weights)).toBe(0);
  });

  test('the same answers', async () => {
    await useWasm();
    const built = buildTfjsModel(smallNetwork({ classes: labels.length }), { appVersion: '0.1.0' });
    const opened = openModelZip(writeZip(filesWith(), exportedAt));
    if (!opened.ok) throw new Error('not opened');
    const pictures = GOLDEN.map(({ pixels }) => pixels);
    expect(await predictOpened(opened.value, pictures)).toEqual(await predict(built, pictures));
  });

  test('fflate reads it too', () => {
    const files = [...sound].map(([path, bytes]) => ({ path, bytes }));
    const read = unzipSync(writeZip(files, exportedAt));
    expect(Object.keys(read)).toEqual(files.map(({ path }) => path));
  });
});
