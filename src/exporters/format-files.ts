import { ok, type Result } from '../result.ts';
import { textFile } from './archive.ts';
import { exportTfjs } from './export-tfjs.ts';
import { kerasModel, legacyKerasModel } from './keras/keras-model.ts';
import { kerasReadme } from './keras/readme-template.ts';
import type { Network } from './network/types.ts';
import { onnxModel } from './onnx/onnx-model.ts';
import { onnxReadme } from './onnx/readme-template.ts';
import { teachableMachineReadme } from './teachable-machine/readme-template.ts';
import { teachableMachineModel } from './teachable-machine/teachable-machine-model.ts';
import type { ActivationBits } from './tflite/quantize.ts';
import type { ActivationFigures } from './tflite/ranges.ts';
import { tfliteReadme } from './tflite/readme-template.ts';
import { tfliteInt8Model, tfliteModel } from './tflite/tflite-model.ts';
import type {
  ArchiveFile,
  ExportFault,
  ExportFormat,
  FormatFiles,
  ModelMetadata,
  WeightPrecision,
} from './types.ts';

/** What the formats ask beyond the network. */
export interface FormatOptions {
  metadata: ModelMetadata;
  goldenPictures: number;
  /** Of TensorFlow.js. */
  precision: WeightPrecision;
  /** Of each operation's result on the user's pictures: what 8-bit numbers are fitted to. */
  figures: ActivationFigures[];
  /** Of the numbers between the layers of TensorFlow Lite's smaller file. */
  activationBits: ActivationBits;
}

/** The formats that are zips; the web page is a file by itself. */
export type ArchiveFormat = Exclude<ExportFormat, 'web-page'>;

/** What a format adds to its archive. */
export function formatFiles(
  format: ArchiveFormat,
  network: Network,
  options: FormatOptions,
): Result<FormatFiles, ExportFault> {
  const { metadata, goldenPictures, precision, figures, activationBits } = options;
  const { labels, versions } = metadata;
  switch (format) {
    case 'tfjs':
      return ok(
        exportTfjs(network, metadata, goldenPictures, {
          precision,
          means: figures.map(({ mean }) => mean),
        }),
      );
    case 'teachable-machine': {
      const model = teachableMachineModel(network, metadata);
      if (!model.ok) return model;
      const { modelJson, weights, metadata: theirs } = model.value;
      const files = [
        textFile('model.json', modelJson),
        { path: 'weights.bin', bytes: weights },
        textFile('metadata.json', theirs),
      ];
      return ok({ readme: teachableMachineReadme(metadata, goldenPictures), files });
    }
    case 'keras':
      return withReadme(kerasReadme(metadata, goldenPictures), {
        'model.keras': kerasModel(network, metadata),
        'model.h5': legacyKerasModel(network),
      });
    case 'onnx':
      return withReadme(onnxReadme(metadata, goldenPictures), {
        'model.onnx': onnxModel(network, {
          labels,
          producerVersion: versions.app,
          metadata: { show_and_tell: JSON.stringify(metadata) },
        }),
      });
    case 'tflite': {
      const facts = {
        labels,
        name: 'Show & Tell picture classifier',
        description: `Tells ${labels.length} classes of pictures apart; made with Show & Tell.`,
        version: versions.app,
      };
      return withReadme(tfliteReadme(metadata, goldenPictures, activationBits), {
        'model.tflite': tfliteModel(network, facts),
        'model_int8.tflite': tfliteInt8Model(network, figures, facts, activationBits),
      });
    }
  }
}

function withReadme(
  readme: string,
  models: Record<string, Result<Uint8Array<ArrayBuffer>, ExportFault>>,
): Result<FormatFiles, ExportFault> {
  const files: ArchiveFile[] = [];
  for (const [path, model] of Object.entries(models)) {
    if (!model.ok) return model;
    files.push({ path, bytes: model.value });
  }
  return ok({ readme, files });
}
