import { strToU8 } from 'fflate';
import * as v from 'valibot';
import { failed, ok, type Result } from '../result.ts';
import { goldenFiles } from './golden.ts';
import { describeModel, LabelsSchema } from './metadata.ts';
import type {
  ArchiveFile,
  ExportFault,
  ExportFormat,
  ExportSource,
  FormatFiles,
  ModelMetadata,
} from './types.ts';

/**
 * The files of one export: what the format needs, and around it what every format carries: labels,
 * what a reader must know, and proof that the model answers as the preview did. `writeZip` packs them.
 * @param make the format's own files; one that it calls metadata.json takes the place of ours.
 */
export function modelArchive(
  source: ExportSource,
  format: ExportFormat,
  make: (metadata: ModelMetadata) => Result<FormatFiles, ExportFault>,
): Result<ArchiveFile[], ExportFault> {
  const { labels, head, golden } = source;
  const outputs = [head.classes, ...golden.map(({ probabilities }) => probabilities.length)];
  const odd = outputs.find((count) => count !== labels.length);
  if (odd !== undefined || !v.is(LabelsSchema, labels)) {
    return failed({ kind: 'bad-labels', labels: labels.length, outputs: odd ?? head.classes });
  }
  const metadata = describeModel(source, format);
  const made = make(metadata);
  if (!made.ok) return made;
  const { files, readme } = made.value;
  const common = [
    textFile('README.md', readme),
    textFile('metadata.json', `${JSON.stringify(metadata, null, 2)}\n`),
    textFile('labels.txt', labels.map(oneLine).join('')),
    ...goldenFiles(golden),
  ];
  const own = new Set(files.map(({ path }) => path));
  return ok([...common.filter(({ path }) => !own.has(path)), ...files]);
}

export function textFile(path: string, text: string): ArchiveFile {
  return { path, bytes: new Uint8Array(strToU8(text)) };
}

/** Readers of labels.txt count lines. */
function oneLine(label: string): string {
  return `${label.replace(/[\r\n\u0085\u2028\u2029]+/g, ' ')}\n`;
}
