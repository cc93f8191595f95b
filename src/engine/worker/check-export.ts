import { unzipSync } from 'fflate';
import { readKerasModel } from '../../exporters/keras/read-keras.ts';
import { readLegacyKerasModel } from '../../exporters/keras/read-legacy-keras.ts';
import type { Network } from '../../exporters/network/types.ts';
import { openModelZip } from '../../exporters/open-model.ts';
import { buildTfjsModel } from '../../exporters/tfjs-model.ts';
import { type ReadNetwork, readTfliteModel } from '../../exporters/tflite/read-tflite.ts';
import type { ExportFault, ExportFormat } from '../../exporters/types.ts';
import { readWebPage } from '../../exporters/web-page-file.ts';
import type { CropPixels } from '../../picture/types.ts';
import { failed, ok, type Result } from '../../result.ts';
import type { EngineFault } from '../protocol.ts';
import { classified } from './graph-classifier.ts';
import { graphOf } from './graph-of.ts';
import { runLayersModel } from './layers-check.ts';
import { runOnnx } from './onnx-check.ts';
import { PartNotLoaded } from './part-not-loaded.ts';

/** By name of the model's file: for each crop its probabilities. */
export type CheckedAnswers = Map<string, number[][]>;

/**
 * The answers of a file just written, read back from its bytes: TensorFlow.js, Teachable Machine
 * and ONNX by their own runtimes. Of Keras and TensorFlow Lite no runtime fits a browser: what
 * stands in the file is read back into a network, and that is run.
 */
export async function answersOf(
  format: ExportFormat,
  file: Uint8Array<ArrayBuffer>,
  crops: CropPixels[],
): Promise<Result<CheckedAnswers, EngineFault>> {
  try {
    return await run(format, file, crops);
  } catch (error) {
    if (error instanceof PartNotLoaded)
      return failed({ kind: 'part-not-loaded', part: error.part });
    // Whatever a runtime says of a file that it cannot load or run: it is not offered.
    const fault = { kind: 'bad-graph' as const, detail: String(error) };
    return failed({ kind: 'not-exported', fault });
  }
}

async function run(
  format: ExportFormat,
  file: Uint8Array<ArrayBuffer>,
  crops: CropPixels[],
): Promise<Result<CheckedAnswers, EngineFault>> {
  switch (format) {
    case 'tfjs': {
      const opened = openModelZip(file);
      if (!opened.ok) return failed({ kind: 'bad-model', fault: opened.fault });
      return single('model.json', await classified(opened.value.artifacts, crops));
    }
    case 'web-page': {
      const model = readWebPage(file);
      if (model === null) return unreadable('the page');
      return single('the page', await classified(graphOf(model), crops));
    }
    case 'teachable-machine': {
      const { 'model.json': model, 'weights.bin': weights } = entries(file);
      if (!model || !weights) return unreadable('the zip');
      const answers = await runLayersModel(new TextDecoder().decode(model), weights, crops);
      return single('model.json', answers);
    }
    case 'onnx': {
      const { 'model.onnx': model } = entries(file);
      if (!model) return unreadable('the zip');
      return single('model.onnx', await runOnnx(model, crops));
    }
    case 'keras':
      return reread(
        file,
        { 'model.keras': readKerasModel, 'model.h5': readLegacyKerasModel },
        crops,
      );
    case 'tflite':
      return reread(
        file,
        { 'model.tflite': readTfliteModel, 'model_int8.tflite': readTfliteModel },
        crops,
      );
  }
}

type Reader = (bytes: Uint8Array<ArrayBuffer>) => Result<Network | ReadNetwork, ExportFault>;

async function reread(
  zip: Uint8Array<ArrayBuffer>,
  readers: Record<string, Reader>,
  crops: CropPixels[],
): Promise<Result<CheckedAnswers, EngineFault>> {
  const files = entries(zip);
  const answers: CheckedAnswers = new Map();
  for (const [path, read] of Object.entries(readers)) {
    const bytes = files[path];
    if (!bytes) return unreadable(path);
    const network = read(bytes);
    if (!network.ok) return failed({ kind: 'not-exported', fault: network.fault });
    const { value } = network;
    const roundings = 'roundings' in value ? value.roundings : [];
    answers.set(path, await classified(graphOf(buildTfjsModel(value, { roundings })), crops));
  }
  return ok(answers);
}

function entries(zip: Uint8Array): Record<string, Uint8Array<ArrayBuffer> | undefined> {
  return unzipSync(zip);
}

function single(path: string, answers: number[][]): Result<CheckedAnswers, EngineFault> {
  return ok(new Map([[path, answers]]));
}

function unreadable(what: string): Result<never, EngineFault> {
  return failed({
    kind: 'not-exported',
    fault: { kind: 'bad-graph', detail: `${what}: unreadable` },
  });
}
