import type { ExportFormat } from './types.ts';

const LONGEST = 40;
const ENDINGS: Record<ExportFormat, string> = {
  tfjs: '.zip',
  'teachable-machine': '-teachable-machine.zip',
  keras: '-keras.zip',
  onnx: '-onnx.zip',
  tflite: '-tflite.zip',
  'web-page': '.html',
};

/**
 * A name for a model's file that every file system takes, e.g. "show-and-tell-cats-dogs-onnx.zip":
 * letters and digits of any script, the rest as single hyphens, whole labels only, as many as fit.
 */
export function modelFileName(labels: readonly string[], format: ExportFormat): string {
  let name = '';
  for (const label of labels) {
    const next = [name, slug(label)].filter(Boolean).join('-');
    if ([...next].length > LONGEST) break;
    name = next;
  }
  return `show-and-tell-${name || 'model'}${ENDINGS[format]}`;
}

function slug(label: string): string {
  return label
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}
