import { engine } from '../engine/engine.ts';
import type {
  CheckedFile,
  EngineFault,
  Exported,
  ExportRequest,
  PrecisionFigures,
} from '../engine/protocol.ts';
import { modelFileName } from '../exporters/model-file-name.ts';
import type { ExportFormat, WeightPrecision } from '../exporters/types.ts';
import type { Head } from '../head/types.ts';
import { saveFile } from '../project/save-file.ts';
import { projectStore } from '../project/store.ts';
import { modelLabels, type TrainedModel } from '../project/trained-model.ts';
import { ok, type Result } from '../result.ts';
import { drawnCrops, sampleCrops } from './export-crops.ts';

export interface Downloaded extends DownloadOptions {
  fileName: string;
  checked: CheckedFile[];
}

export type DownloadOutcome = Result<Downloaded, EngineFault>;

export interface DownloadOptions {
  format: ExportFormat;
  precision: WeightPrecision;
  /** Whether the golden pictures are the user's own. */
  ownPictures: boolean;
}

const GOLDEN_PICTURES = 3;
/** Samples to which fewer bits are fitted; more change them little. */
const CALIBRATION_PICTURES = { activations: 60, weights: 12 };

/** Makes the model's file, and hands it to the browser to save. */
export async function downloadModel(
  model: TrainedModel,
  options: DownloadOptions,
  signal: AbortSignal,
  onProgress: (fraction: number) => void,
): Promise<DownloadOutcome> {
  const made = await makeFile(model, options, signal, onProgress);
  if (!made.ok) return made;
  const fileName = modelFileName(describe(model).labels, options.format);
  saveFile(made.value.file, fileName);
  return ok({ ...options, fileName, checked: made.value.checked });
}

/** Writes the model in a format, and checks it. */
export async function makeFile(
  model: TrainedModel,
  { format, precision, ownPictures }: DownloadOptions,
  signal: AbortSignal,
  onProgress: (fraction: number) => void,
): Promise<Result<Exported, EngineFault>> {
  const { activations, weights } = CALIBRATION_PICTURES;
  const fewerBits = format === 'tflite' || (format === 'tfjs' && precision !== 'float32');
  const wanted = format === 'tflite' ? activations : fewerBits ? weights : GOLDEN_PICTURES;
  const own = await sampleCrops(model, wanted, signal);
  const drawn = await drawnCrops(GOLDEN_PICTURES);
  const [first, second] = ownPictures ? [own, drawn] : [drawn, own];
  const pictures = [...first, ...second];
  const request: ExportRequest = {
    ...describe(model),
    format,
    precision,
    golden: pictures.slice(0, GOLDEN_PICTURES),
    proof: pictures.slice(GOLDEN_PICTURES, 2 * GOLDEN_PICTURES),
    calibration: fewerBits ? (own.length > 0 ? own : drawn) : [],
  };
  return engine.exportModel(request, signal, onProgress);
}

/** Of models whose dialog was opened before: measuring holds the network for a second or so. */
const measured = new WeakMap<Head, PrecisionFigures[]>();

/** What each precision of the TensorFlow.js file costs, on samples of this model. */
export async function measurePrecisions(
  model: TrainedModel,
  signal: AbortSignal,
): Promise<Result<PrecisionFigures[], EngineFault>> {
  const known = measured.get(model.head);
  if (known !== undefined) return ok(known);
  const own = await sampleCrops(model, CALIBRATION_PICTURES.weights, signal);
  const drawn = await drawnCrops(GOLDEN_PICTURES);
  const request: ExportRequest = {
    ...describe(model),
    format: 'tfjs',
    precision: 'float32',
    golden: [],
    proof: [...own, ...drawn],
    calibration: own.length > 0 ? own : drawn,
  };
  const answer = await engine.measurePrecisions(request, signal, () => undefined);
  if (answer.ok) measured.set(model.head, answer.value);
  return answer;
}

function describe(model: TrainedModel) {
  const { classes, settings } = projectStore.getState();
  return {
    labels: modelLabels(model, classes),
    head: model.head,
    fingerprint: model.fingerprint,
    known: model.known,
    // Figures of a head that has changed since would not be this file's.
    evaluation:
      model.evaluation.method === 'none' || model.judgedOn !== null ? null : model.evaluation,
    trainedAt: model.trainedAt,
    samplesPerClass: model.samplesPerClass,
    webcamMirrored: settings.mirrorWebcam,
  };
}
