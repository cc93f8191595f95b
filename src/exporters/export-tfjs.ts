import { strToU8 } from 'fflate';
import * as v from 'valibot';
import { failed, ok, type Result } from '../result.ts';
import { goldenFiles } from './golden.ts';
import { describeModel, LabelsSchema } from './metadata.ts';
import { readme } from './readme-template.ts';
import { buildTfjsModel } from './tfjs-model.ts';
import type { ArchiveFile, ExportFault, ExportSource } from './types.ts';
import { webPage } from './web-page.ts';

/**
 * The files of *Download model → TensorFlow.js*: the model, what a reader must know of it, proof
 * that it answers as the preview did, a page that runs it, and a README. `writeZip` packs them.
 */
export function exportTfjs(source: ExportSource): Result<ArchiveFile[], ExportFault> {
  const { labels, head } = source;
  const outputs = [head.classes, ...source.golden.map(({ probabilities }) => probabilities.length)];
  const odd = outputs.find((count) => count !== labels.length);
  if (odd !== undefined || !v.is(LabelsSchema, labels)) {
    return failed({ kind: 'bad-labels', labels: labels.length, outputs: odd ?? head.classes });
  }
  const model = buildTfjsModel(source);
  if (!model.ok) return model;
  const metadata = describeModel(source);
  return ok([
    textFile('README.md', readme(metadata, source.golden.length)),
    textFile('index.html', webPage),
    textFile('metadata.json', `${JSON.stringify(metadata, null, 2)}\n`),
    textFile('model.json', model.value.modelJson),
    { path: 'weights.bin', bytes: model.value.weights },
    ...goldenFiles(source.golden),
  ]);
}

function textFile(path: string, text: string): ArchiveFile {
  return { path, bytes: new Uint8Array(strToU8(text)) };
}
