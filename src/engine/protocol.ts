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
import type { LabelDoubts } from '../evaluation/label-doubts.ts';
import type { LearningCurve } from '../evaluation/learning-curve.ts';
import type { MapMethod } from '../evaluation/map-layout.ts';
import type { SplitClass } from '../evaluation/split-classes.ts';
import type {
  Evaluation,
  JudgedKnown,
  NoEvaluation,
  TrainingProgress,
} from '../evaluation/types.ts';
import type {
  ExportFault,
  ExportFormat,
  OpenModelFault,
  WeightPrecision,
} from '../exporters/types.ts';
import type { KnownPictures, Prototypes, SimilarityLimits } from '../head/known-pictures.ts';
import type { Head, HeadOptions, LinearHead } from '../head/types.ts';
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
  | {
      kind: 'part-not-loaded';
      part: 'exporter' | 'opener' | 'analysis' | 'page-runtime' | 'map-runtime';
    }
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
  /** Never trained on: the trained head is tried on them. */
  testRows: TrainingRow[];
  classes: number;
  options: HeadOptions;
}

export interface Trained {
  head: Head;
  /** Whose embeddings it was trained on. */
  backbone: StoredBackbone;
  evaluation: Evaluation | NoEvaluation;
  /** In the order of the request's rows; null where there is no evaluation. */
  judged: JudgedRows | null;
  /** In the order of its test rows; null where there are none. */
  tested: JudgedRows | null;
  known: JudgedKnown | null;
  /** As in `TrainedHead`. */
  temperature: number | null;
  milliseconds: number;
}

/**
 * The default head once more, after samples have come or gone: without judging it, so with the
 * temperature and the choice about mirror images of the training before.
 */
export interface RefitRequest {
  /** Of the backbone that made the embeddings. */
  fingerprint: string;
  /** All samples to train on. */
  sampleIds: string[];
  /** [n] place of each one's class in `classIds` */
  labels: Int32Array<ArrayBuffer>;
  /** [n] samples of one group are not independent. */
  groups: Int32Array<ArrayBuffer>;
  classIds: string[];
  mirrored: boolean;
  temperature: number;
}

export interface Refitted {
  head: LinearHead;
  prototypes: Prototypes;
  milliseconds: number;
}

/** What a head that had not seen them said of rows. */
export interface JudgedRows {
  /** [n] as asked for, and joined where pictures are nearly the same. */
  groups: Int32Array<ArrayBuffer>;
  /** [n] the fold that each was left out with; 0 of those that are only tested. */
  folds: Int32Array<ArrayBuffer>;
  /** [n, classes], row-major. */
  probabilities: Float32Array<ArrayBuffer>;
}

/** What a report looks into, once for each model. */
export interface AnalysisRequest {
  /** Of the backbone that made the embeddings. */
  fingerprint: string;
  /** As judged: groups are joined where pictures are nearly the same. */
  rows: TrainingRow[];
  /** Never trained on; only `Analysis.nearDuplicates` looks at them. */
  testRows: TrainingRow[];
  classes: number;
  /** [n, classes] out of fold, in the order of the rows. */
  probabilities: Float32Array<ArrayBuffer>;
  /** [n] the fold that each row was left out with. */
  folds: Int32Array<ArrayBuffer>;
}

/** Plain data; rows are places in the request. */
export interface Analysis {
  /** null where there are too few pictures for two points. */
  learningCurve: LearningCurve | null;
  labelDoubts: LabelDoubts;
  /** Groups of pictures that are all but the same; places of test rows follow those of the rows. */
  nearDuplicates: number[][];
  /** Classes that look like two. */
  splitClasses: SplitClass[];
}

/** Which samples to lay out in two dimensions, and how. */
export interface LayoutRequest {
  /** Of the backbone that made the embeddings. */
  fingerprint: string;
  sampleIds: string[];
  method: MapMethod;
}

export interface Prediction {
  /** In the order of the model's outputs; they add up to 1. */
  probabilities: number[];
  /** To the pictures that the model knows, −1 to 1; null where it knows none. */
  similarity: number | null;
  /** Spent in the worker, in milliseconds. */
  milliseconds: number;
}

/** An answer, and which places of the picture speak for it. */
export interface Explanation {
  /** The output that the map explains. */
  output: number;
  /** In the order of the model's outputs; they add up to 1. */
  probabilities: number[];
  /** As in `Prediction`. */
  similarity: number | null;
  /** Of the map, in positions. */
  width: number;
  height: number;
  /**
   * [height · width] class activation map in nats, above zero where a position speaks for the
   * output (`head/activation-map.ts`).
   */
  map: Float32Array<ArrayBuffer>;
}

/** What the page needs to know of a model opened from a zip. */
export interface OpenedLabels {
  labels: string[];
  /** null where it always names a class. */
  limits: SimilarityLimits | null;
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
  known: KnownPictures | null;
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
  checked: CheckedFile[];
}

/** A model that was read back from the file just written. */
export interface CheckedFile {
  /** Its place in the zip, or "the page". */
  path: string;
  /** Between its answers and the preview's on the golden pictures and some more. */
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

/** An answer, and the crops that were moved into the worker for it, whose buffers can be used again. */
export interface WithCrops<Value> {
  value: Value;
  crops: Uint8ClampedArray<ArrayBuffer>[];
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
  ): EngineResult<WithCrops<null>>;
  /** Removes embeddings, whatever backbone they belong to. */
  forget(sampleIds: string[]): EngineResult<null>;

  /** Trains from stored embeddings. The head in use changes only when all went well. */
  train(
    job: JobId,
    request: TrainingRequest,
    onProgress: (progress: TrainingProgress) => void,
  ): EngineResult<Trained>;
  /** `onProgress` is told that it goes on: with thousands of new samples it takes seconds. */
  refit(job: JobId, request: RefitRequest, onProgress: () => void): EngineResult<Refitted>;
  /** What the report says beyond the evaluation; `onProgress` is told the share that is done. */
  analyse(
    job: JobId,
    request: AnalysisRequest,
    onProgress: (fraction: number) => void,
  ): EngineResult<Analysis>;
  /**
   * Lays samples out by their stored embeddings; `onProgress` is told the share that is done.
   * @returns [samples, 2] x and y, 0 to 1
   */
  layout(
    job: JobId,
    request: LayoutRequest,
    onProgress: (fraction: number) => void,
  ): EngineResult<Float32Array<ArrayBuffer>>;
  /** @param prototypes of the pictures that the head's model knows, if it does */
  setHead(head: Head | null, prototypes: Prototypes | null): EngineResult<null>;
  predict(
    [pixels]: Uint8ClampedArray<ArrayBuffer>[],
    slot: ModelSlot,
  ): EngineResult<WithCrops<Prediction>>;
  /**
   * Why the model trained here answers as it does.
   * @param output The output to explain; null for the winner.
   */
  explain(
    [pixels]: Uint8ClampedArray<ArrayBuffer>[],
    output: number | null,
  ): EngineResult<WithCrops<Explanation>>;

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
  openModel(zip: Blob): EngineResult<OpenedLabels>;
  closeModel(): EngineResult<null>;

  cancel(job: JobId): void;
  /** Begins to fetch the worker's parts that are still to come. */
  fetchParts(): EngineResult<null>;
}
