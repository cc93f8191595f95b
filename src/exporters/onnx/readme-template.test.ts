import { describe, expect, test } from 'vitest';
import packageJson from '../../../package.json' with { type: 'json' };
import {
  backboneOf,
  HARD_LABELS,
  seededHead,
  sourceOf,
} from '../../../tests/support/export-source.ts';
import { seededBackbone } from '../../../tests/support/seeded-backbone.ts';
import { describeModel } from '../metadata.ts';
import type { ExportSource } from '../types.ts';
import { onnxReadme } from './readme-template.ts';

const backbone = backboneOf(seededBackbone(), 'unused', [-1, 1]);

function readme(changes: Partial<ExportSource> = {}, golden = 3): string {
  const head = seededHead('linear', 1280, HARD_LABELS.length);
  const source = sourceOf(backbone, head, { labels: HARD_LABELS, ...changes });
  return onnxReadme(describeModel(source, 'onnx'), golden);
}

/** [language, text] of each fenced block, and what stands outside of them. */
function partsOf(text: string) {
  const fence = /^```(\w+)\n([\s\S]*?)^```$/gm;
  const blocks = [...text.matchAll(fence)].map(([, language = '', body = '']) => [language, body]);
  return { blocks, outside: text.replace(fence, '') };
}

describe('onnxReadme', () => {
  test('keeps labels in a fenced block', () => {
    const { blocks, outside } = partsOf(readme());
    expect(blocks.map(([language]) => language)).toEqual(['json', 'sh', 'python', 'html']);
    expect(JSON.parse(blocks[0]?.[1] ?? '')).toEqual(
      HARD_LABELS.map((label) => ({ label, pictures: 30 })),
    );
    expect(outside).not.toContain('```');
    for (const label of HARD_LABELS.filter((some) => some !== '')) {
      expect(outside).not.toContain(label);
    }
  });

  test('begins with a golden picture only where there is one', () => {
    expect(readme()).toContain('else "golden/0.png"');
    const none = readme({}, 0);
    expect(none).not.toContain('golden');
    expect(none).toContain('path = sys.argv[1]\n');
  });

  test('says how good the model is, or that it is not known', () => {
    expect(readme()).toContain('was not measured');
    const evaluation: ExportSource['evaluation'] = {
      method: 'cross-validation',
      folds: 5,
      total: 180,
      correct: 171,
      accuracy: 0.95,
      interval: { low: 0.907, high: 0.973 },
      confusion: [],
      mirrorImagesUsed: true,
    };
    expect(readme({ evaluation })).toContain('95.0 % of 180 pictures right');
  });

  test('tells of mirrored webcam pictures where there were any', () => {
    expect(readme({ webcamMirrored: true })).toContain('mirror live frames');
    expect(readme({ webcamMirrored: false })).not.toContain('mirror');
  });

  test('names the runtime that the app itself uses', () => {
    const version = packageJson.devDependencies['onnxruntime-web'];
    expect(readme()).toContain(`https://cdn.jsdelivr.net/npm/onnxruntime-web@${version}/dist/`);
  });
});
