import { unzipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { predict, predictOpened, useWasm } from '../../tests/support/export-engine.ts';
import {
  backboneOf,
  HARD_LABELS,
  seededHead,
  seededPixels,
  sourceOf,
} from '../../tests/support/export-source.ts';
import { seededBackbone } from '../../tests/support/seeded-backbone.ts';
import { starterBackbone } from '../../tests/support/shared-backbones.ts';
import { exportTfjs } from './export-tfjs.ts';
import { openModelZip } from './open-model.ts';
import { buildTfjsModel } from './tfjs-model.ts';
import type { ArchiveFile, ExportSource } from './types.ts';
import { webPage } from './web-page.ts';
import { writeZip } from './zip.ts';

const EMBEDDING = 'module_apply_default/MobilenetV2/Logits/AvgPool';
const labels = HARD_LABELS;
const small = backboneOf(seededBackbone(), EMBEDDING, [-1, 1]);

function source(changes: Partial<ExportSource> = {}): ExportSource {
  return sourceOf(small, seededHead('linear', 1280, labels.length), {
    labels,
    evaluation: {
      method: 'cross-validation',
      folds: 5,
      total: 180,
      correct: 171,
      accuracy: 0.95,
      interval: { low: 0.907, high: 0.973 },
      confusion: [],
      mirrorImagesUsed: true,
    },
    golden: [1, 2, 3].map((seed) => ({
      pixels: seededPixels(seed),
      probabilities: labels.map((_, index) => (index === seed ? 0.1 + 0.2 : 0.7 / 5)),
    })),
    ...changes,
  });
}

function filesOf(from: ExportSource): ArchiveFile[] {
  const files = exportTfjs(from);
  if (!files.ok) throw new Error(JSON.stringify(files.fault));
  return files.value;
}

function text(files: readonly ArchiveFile[], path: string): string {
  return new TextDecoder().decode(files.find((file) => file.path === path)?.bytes);
}

describe('exportTfjs', () => {
  test('writes every file', () => {
    expect(filesOf(source()).map(({ path }) => path)).toEqual([
      'README.md',
      'index.html',
      'metadata.json',
      'model.json',
      'weights.bin',
      'golden/0.png',
      'golden/1.png',
      'golden/2.png',
      'golden/expected.json',
    ]);
  });

  test('writes as many golden pictures as there are', () => {
    const golden = source().golden.slice(0, 1);
    const one = filesOf(source({ golden }));
    expect(JSON.parse(text(one, 'golden/expected.json'))).toEqual([
      { file: '0.png', probabilities: golden[0]?.probabilities },
    ]);
    const none = filesOf(source({ golden: [] }));
    expect(none.filter(({ path }) => path.startsWith('golden'))).toEqual([]);
    expect(text(none, 'README.md')).not.toContain('| `golden/`');
  });

  test('keeps user text out of markup', () => {
    const files = filesOf(source());
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
    const known = text(filesOf(source()), 'README.md');
    expect(known).toContain('95.0 % of 180 pictures right');
    expect(known).toContain('90.7 % to 97.3 %');
    const unknown = filesOf(source({ evaluation: null }));
    expect(text(unknown, 'README.md')).toContain('was not measured');
    expect(JSON.parse(text(unknown, 'metadata.json')).accuracy).toBeNull();
  });

  test('refuses labels that do not fit the outputs, and ones that could not be opened again', () => {
    const refused = (changes: Partial<ExportSource>) => {
      const result = exportTfjs(source(changes));
      return result.ok ? null : result.fault;
    };
    expect(refused({ labels: ['a', 'b'] })).toEqual({ kind: 'bad-labels', labels: 2, outputs: 6 });
    expect(refused({ labels: ['x'.repeat(201), ...labels.slice(1)] })?.kind).toBe('bad-labels');
    const golden = [{ pixels: seededPixels(1), probabilities: [0.5, 0.5] }];
    expect(refused({ golden })).toEqual({ kind: 'bad-labels', labels: 6, outputs: 2 });
  });
});

test('the page is in one piece and names nothing but its neighbours', () => {
  expect(webPage).not.toContain('page.js');
  expect(webPage).toContain("tf.loadGraphModel('./model.json')");
  const urls = [...webPage.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, url]) => url);
  expect(urls).toEqual(['data:,', 'tf.min.js']);
  // A tag of its own script within its text would end it too early.
  expect(webPage.match(/<\/script>/g)).toHaveLength(2);
});

describe('writeZip', () => {
  test('gives the same bytes for the same files and date', () => {
    const again = writeZip(filesOf(source()), source().exportedAt);
    expect(Buffer.compare(writeZip(filesOf(source()), source().exportedAt), again)).toBe(0);
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
  const networks = { small, starter: backboneOf(starterBackbone(), EMBEDDING, [-1, 1]) };

  test.each(Object.entries(networks))('%s', (_, backbone) => {
    for (const kind of ['linear', 'hidden'] as const) {
      const from = source({ backbone, head: seededHead(kind, 1280, labels.length) });
      const files = filesOf(from);
      const opened = openModelZip(writeZip(files, from.exportedAt));
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
    }
  });

  test('answers the same', async () => {
    await useWasm();
    const from = source();
    const built = buildTfjsModel(from);
    const opened = openModelZip(writeZip(filesOf(from), from.exportedAt));
    if (!built.ok || !opened.ok) throw new Error('not opened');
    const pictures = from.golden.map(({ pixels }) => pixels);
    expect(await predictOpened(opened.value, pictures)).toEqual(
      await predict(built.value, pictures),
    );
  });

  test('fflate reads it too', () => {
    const files = filesOf(source());
    const read = unzipSync(writeZip(files, source().exportedAt));
    expect(Object.keys(read)).toEqual(files.map(({ path }) => path));
  });
});
