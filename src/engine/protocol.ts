/**
 * The whole contract between page and worker. Types only.
 * Every call answers with a Result: nothing is thrown across the border but a crash, which the
 * client turns into a fault of its own.
 */
import type {
  BackboneFault,
  BackboneId,
  DownloadProgress,
  StoredBackbone,
} from '../backbone/types.ts';
import type { Evaluation, NoEvaluation, TrainingProgress } from '../evaluation/types.ts';
import type {
  ExportFault,
  ExportFormat,
  OpenModelFault,
  WeightPrecision,
} from '../exporters/types.ts';
import type { Head, HeadOptions } from '../head/types.ts';
import type { Result } from '../result.ts';

export type BackendName = 'webgpu' | 'webgl' | 'wasm';

/** What measuring one backend gave. */
export type BackendTrial =
  | { backend: BackendName; millisecondsPerPicture: number }
  | { backend: BackendName; refused: 'unavailable' | 'software-renderer' | 'imprecise' | 'failed' };

export interface EngineReady {
  backbone: StoredBackbone;
  /** Length of an embedding. */
  features: number;
  backend: BackendName;
  /** One picture alone, median, in milliseconds. */
  millisecondsPerPicture: number;
  trials: BackendTrial[];
}

/** Which backend to use: measured, remembered, or set by the user. */
export interface BackendWish {
  /** Tried in this order. */
  candidates: BackendName[];
  /** Take the first that works, without measuring the others; else the fastest. */
  takeFirst: boolean;
  /** Also a GPU that is only simulated by the CPU: slower than WASM, so only on the user's word. */
  allowSoftware: boolean;
}

/** What the worker says without being asked: its GPU is gone, and no answer will come any more. */
export interface DeviceLost {
  kind: 'device-lost';
}

export type EngineFault =
  | BackboneFault
  | { kind: 'no-backend'; trials: BackendTrial[] }
  /** No answer in time, and none after a restart on every other backend. */
  | { kind: 'silent' }
  | { kind: 'crashed'; detail: string }
  | { kind: 'missing-embeddings'; count: number }
  /** The backbone was taken out of use, or none has been yet. */
  | { kind: 'no-backbone' }
  | { kind: 'no-model' }
  | { kind: 'self-check-failed'; largestDifference: number }
  | { kind: 'bad-model'; fault: OpenModelFault }
  | { kind: 'not-exported'; fault: ExportFault }
  /** A part of the app that is only loaded when needed did not come. */
  | { kind: 'part-not-loaded'; part: 'onnx-runtime' | 'layers-runtime' | 'page-runtime' }
  | { kind: 'storage-full' };

export type EngineResult<Value> = Promise<Result<Value, EngineFault>>;

/** A row of a training request: which embedding, which class, which burst. */
export interface TrainingRow {
  sampleId: string;
  label: number;
  /** Rows of one group stay in one fold. */
  group: number;
}

export interface TrainingRequest {
  rows: TrainingRow[];
  classes: number;
  options: HeadOptions;
}

export interface Trained {
  head: Head;
  /** Whose embeddings it was trained on. */
  backbone: StoredBackbone;
  evaluation: Evaluation | NoEvaluation;
  milliseconds: number;
}

export interface Prediction {
  /** In the order of the model's outputs; they add up to 1. */
  probabilities: number[];
  /** Spent in the worker, in milliseconds. */
  milliseconds: number;
}

/** Which model answers: the one trained here, or one opened from a zip. */
export type ModelSlot = 'own' | 'opened';

export interface ExportRequest {
  format: ExportFormat;
  /** Of the TensorFlow.js format; the others have their own. */
  precision: WeightPrecision;
  labels: string[];
  /** The head that the labels belong to, and the backbone that it belongs to. */
  head: Head;
  fingerprint: string;
  evaluation: Evaluation | null;
  trainedAt: string;
  samplesPerClass: number[];
  webcamMirrored: boolean;
  /** Crops to become golden pictures, 224 × 224 RGBA each; at most three. */
  golden: Uint8ClampedArray<ArrayBuffer>[];
  /** More crops on which the file is checked; they do not go into it. */
  proof: Uint8ClampedArray<ArrayBuffer>[];
  /** Crops of the user's own samples, on which the ranges of 8-bit numbers are measured. */
  calibration: Uint8ClampedArray<ArrayBuffer>[];
}

export interface Exported {
  file: Blob;
  /** Largest difference between the written file's answers and the preview's on the golden pictures. */
  largestDifference: number;
}

/** What a precision of the weights costs and saves. */
export interface PrecisionFigures {
  precision: WeightPrecision;
  /** Of the weights, in the file. */
  bytes: number;
  /** Largest change of a probability against float32, on the golden pictures. */
  largestChange: number;
}

/** A job that lasts: it can be cancelled by its id, and reports how far it is. */
export type JobId = number;

export interface EngineApi {
  /** Puts a backbone's files into the cache (or finds them there). Needs no backend. */
  fetchBackbone(
    job: JobId,
    id: BackboneId,
    appUrl: string,
    onProgress: (progress: DownloadProgress) => void,
  ): EngineResult<StoredBackbone>;
  /** Checks files that the user brought, and puts them into the cache. */
  takeBackboneFiles(files: File[]): EngineResult<StoredBackbone>;
  /** Which backbones are in the cache. */
  storedBackbones(): EngineResult<StoredBackbone[]>;
  /** Loads a stored backbone on the backend wished for; from now on `embed` and `predict` use it. */
  loadBackbone(
    job: JobId,
    id: BackboneId,
    wish: BackendWish,
    onTrying: (backend: BackendName) => void,
  ): EngineResult<EngineReady>;

  /** Which samples have their embedding on disk, for the backbone in use. */
  embedded(): EngineResult<{ originals: string[]; mirrored: string[] }>;
  /** Embeds crops and writes the embeddings to disk. Answers when they are there. */
  embed(
    sampleIds: string[],
    crops: Uint8ClampedArray<ArrayBuffer>[],
    mirror: boolean,
  ): EngineResult<null>;
  /** Removes embeddings, whatever backbone they belong to. */
  forget(sampleIds: string[]): EngineResult<null>;

  /** Trains from stored embeddings. The head in use changes only when all went well. */
  train(
    job: JobId,
    request: TrainingRequest,
    onProgress: (progress: TrainingProgress) => void,
  ): EngineResult<Trained>;
  setHead(head: Head | null): EngineResult<null>;
  predict(pixels: Uint8ClampedArray<ArrayBuffer>, slot: ModelSlot): EngineResult<Prediction>;

  /** `onProgress` is told the share that is done, 0 to 1. */
  exportModel(
    job: JobId,
    request: ExportRequest,
    onProgress: (fraction: number) => void,
  ): EngineResult<Exported>;
  /** The choices of precision, float32 first; the request's own does not matter. */
  measurePrecisions(
    job: JobId,
    request: ExportRequest,
    onProgress: (fraction: number) => void,
  ): EngineResult<PrecisionFigures[]>;
  openModel(zip: Blob): EngineResult<{ labels: string[] }>;
  closeModel(): EngineResult<null>;

  cancel(job: JobId): void;
}
