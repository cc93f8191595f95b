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

/** A name for a model's file, e.g. "show-and-tell-cats-dogs-onnx.zip". */
export function modelFileName(labels: readonly string[], format: ExportFormat): string {
  return fileNameOf(labels, ENDINGS[format]);
}

/**
 * A name that every file system takes, after a model's labels: letters and digits of any script, the
 * rest as single hyphens, whole labels only, as many as fit.
 */
export function fileNameOf(labels: readonly string[], ending: string): string {
  let name = '';
  for (const label of labels) {
    const next = [name, slug(label)].filter(Boolean).join('-');
    if ([...next].length > LONGEST) break;
    name = next;
  }
  return `show-and-tell-${name || 'model'}${ending}`;
}

function slug(label: string): string {
  return label
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '');
}
