import { describe, expect, test } from 'vitest';
import {
  backboneOf,
  HARD_LABELS,
  seededHead,
  sourceOf,
} from '../../../tests/support/export-source.ts';
import { seededBackbone } from '../../../tests/support/seeded-backbone.ts';
import { describeModel } from '../metadata.ts';
import type { ExportSource } from '../types.ts';
import { tfliteReadme } from './readme-template.ts';

const backbone = backboneOf(seededBackbone(), 'unused', [-1, 1]);

function readme(changes: Partial<ExportSource> = {}, golden = 3): string {
  const head = seededHead('linear', 1280, HARD_LABELS.length);
  const source = sourceOf(backbone, head, { labels: HARD_LABELS, ...changes });
  return tfliteReadme(describeModel(source, 'tflite'), golden, 8);
}

describe('tfliteReadme', () => {
  test('keeps labels in a fenced block', () => {
    const fence = /^```(\w+)\n([\s\S]*?)^```$/gm;
    const blocks = [...readme().matchAll(fence)];
    expect(blocks.map(([, language]) => language)).toEqual(['json', 'sh', 'python']);
    expect(JSON.parse(blocks[0]?.[2] ?? '')).toEqual(HARD_LABELS);
    const outside = readme().replace(fence, '');
    expect(outside).not.toContain('```');
    for (const label of HARD_LABELS.filter((some) => some !== '')) {
      expect(outside).not.toContain(label);
    }
  });

  test('begins with a golden picture only where there is one', () => {
    expect(readme()).toContain('else "golden/0.png"');
    expect(readme({}, 0)).not.toContain('golden');
  });

  test('tells of mirrored webcam pictures where there were any', () => {
    expect(readme({ webcamMirrored: true })).toContain('mirror live frames');
    expect(readme({ webcamMirrored: false })).not.toContain('mirror');
  });
});
