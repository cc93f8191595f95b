import { strToU8 } from 'fflate';
import * as v from 'valibot';
import { failed, ok, type Result } from '../result.ts';
import { goldenFiles } from './golden.ts';
import { labelLines } from './label-lines.ts';
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
  const { labels, golden } = source;
  const fault = labelFault(source);
  if (fault !== null) return failed(fault);
  const metadata = describeModel(source, format);
  const made = make(metadata);
  if (!made.ok) return made;
  const { files, readme } = made.value;
  const common = [
    textFile('README.md', readme),
    textFile('metadata.json', `${JSON.stringify(metadata, null, 2)}\n`),
    { path: 'labels.txt', bytes: labelLines(labels) },
    ...goldenFiles(golden),
  ];
  const own = new Set(files.map(({ path }) => path));
  return ok([...common.filter(({ path }) => !own.has(path)), ...files]);
}

/** Labels that do not fit the outputs, or that could not be opened again; null where all is well. */
export function labelFault({
  labels,
  head,
  golden,
}: Pick<ExportSource, 'labels' | 'head' | 'golden'>): ExportFault | null {
  const outputs = [head.classes, ...golden.map(({ probabilities }) => probabilities.length)];
  const odd = outputs.find((count) => count !== labels.length);
  if (odd === undefined && v.is(LabelsSchema, labels)) return null;
  return { kind: 'bad-labels', labels: labels.length, outputs: odd ?? head.classes };
}

export function textFile(path: string, text: string): ArchiveFile {
  return { path, bytes: new Uint8Array(strToU8(text)) };
}
