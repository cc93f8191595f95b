import { textFile } from './archive.ts';
import type { Network } from './network/types.ts';
import { readme } from './readme-template.ts';
import { buildTfjsModel, type TfjsOptions } from './tfjs-model.ts';
import type { FormatFiles, ModelMetadata } from './types.ts';
import { webPage } from './web-page.ts';

/** What *Download model → TensorFlow.js* adds: the model, and a page that runs it. */
export function exportTfjs(
  network: Network,
  metadata: ModelMetadata,
  goldenPictures: number,
  options: TfjsOptions,
): FormatFiles {
  const model = buildTfjsModel(network, { ...options, appVersion: metadata.versions.app });
  return {
    readme: readme(metadata, goldenPictures),
    files: [
      textFile('index.html', webPage),
      textFile('model.json', model.modelJson),
      { path: 'weights.bin', bytes: model.weights },
    ],
  };
}
