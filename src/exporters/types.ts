import type { BackboneArtifacts } from '../backbone/types.ts';
import type { Evaluation } from '../evaluation/types.ts';
import type { KnownPictures } from '../head/known-pictures.ts';
import type { Head } from '../head/types.ts';
import type { NoneOfThese } from './known-schema.ts';

/** What *Download model* offers. */
export type ExportFormat = 'tfjs' | 'teachable-machine' | 'keras' | 'onnx' | 'tflite' | 'web-page';

/** How a model's weights are stored. */
export type WeightPrecision = 'float32' | 'float16' | 'uint8';

/** Everything that an exporter needs, and nothing of the page. */
export interface ExportSource {
  /** Class names in the order of the head's outputs. */
  labels: string[];
  head: Head;
  backbone: {
    label: string;
    fingerprint: string;
    inputRange: [number, number];
    /** Node whose output is the embedding, [n, 1, 1, features] or [n, features]. */
    embeddingNode: string;
    artifacts: BackboneArtifacts;
  };
  /** What tells a picture like none of the classes; null where it always names one. */
  noneOfThese: NoneOfThese | null;
  evaluation: Evaluation | null;
  /** ISO 8601. */
  trainedAt: string;
  exportedAt: string;
  appVersion: string;
  tfjsVersion: string;
  samplesPerClass: number[];
  /** Whether webcam pictures were taken mirrored, so that the reader can do the same. */
  webcamMirrored: boolean;
  /** Up to three pictures with the preview's own answer, in label order. */
  golden: GoldenPicture[];
}

export interface GoldenPicture {
  /** 224 × 224 RGBA, alpha 255. */
  pixels: Uint8ClampedArray<ArrayBuffer>;
  probabilities: number[];
}

/** What one format adds to an archive. */
export interface FormatFiles {
  files: ArchiveFile[];
  /** README.md */
  readme: string;
}

/** One file of an archive. */
export interface ArchiveFile {
  path: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** Why no model was written. Each is a disagreement inside the source: better no file than a wrong one. */
export type ExportFault =
  /** The graph names a node that it does not hold, or does not hold the embedding node. */
  | { kind: 'missing-node'; node: string }
  | { kind: 'missing-weight'; name: string }
  /** An operation that a MobileNet has no use for; the names are in `known-operations.ts`. */
  | { kind: 'unknown-operation'; op: string }
  /** An operation that this format has no words for. */
  | { kind: 'unsupported-operation'; format: ExportFormat; operation: string }
  | { kind: 'bad-graph'; detail: string }
  | { kind: 'bad-weights'; detail: string }
  /** The head was trained on embeddings of another length. */
  | { kind: 'wrong-features'; head: number; backbone: number }
  /** Array lengths that contradict each other, or a weight that is not a finite number. */
  | { kind: 'bad-head'; detail: string }
  /** As many labels as outputs are needed, within the limits of `metadata.ts`. */
  | { kind: 'bad-labels'; labels: number; outputs: number };

/** Why a zip did not open as a model. */
export type OpenModelFault =
  | { kind: 'too-large'; bytes: number; limit: number }
  | { kind: 'not-a-zip' }
  | { kind: 'damaged-zip' }
  /** E.g. a Teachable Machine project, or a zip of pictures. `missing` is a file, or "format" where metadata.json is somebody else's. */
  | { kind: 'not-our-model'; missing: 'metadata.json' | 'model.json' | 'weights.bin' | 'format' }
  /** This app wrote it, for other programs. */
  | { kind: 'other-format'; format: ExportFormat }
  | { kind: 'unsafe-entry'; path: string }
  | { kind: 'too-many-entries'; count: number; limit: number }
  | { kind: 'bad-metadata'; detail: string }
  | { kind: 'bad-graph'; detail: string }
  | { kind: 'bad-weights'; detail: string }
  | { kind: 'unknown-operation'; op: string };

/** A model zip, read and checked, ready for `loadGraphModel`. */
export interface OpenedModel {
  labels: string[];
  artifacts: BackboneArtifacts;
  /** null where the file has none, or none that fits its network. */
  known: KnownInGraph | null;
  metadata: ModelMetadata;
}

/** Known pictures, and the node of a graph whose output is compared with them. */
export interface KnownInGraph {
  pictures: KnownPictures;
  embedding: string;
}

/** `metadata.json` of a model zip. */
export interface ModelMetadata {
  format: 'show-and-tell-model';
  formatVersion: 1;
  exportedAs: ExportFormat;
  labels: string[];
  preprocessing: {
    size: number;
    crop: string;
    resize: string;
    background: string;
    channels: string;
    /** What the model takes: it differs by format. */
    input: string;
    version: number;
    webcamMirrored: boolean;
  };
  backbone: { label: string; fingerprint: string };
  head: { kind: 'linear' | 'hidden'; features: number; classes: number };
  accuracy: { value: number; low: number; high: number; samples: number; method: string } | null;
  /** null where the model always names a class. */
  noneOfThese: NoneOfThese | null;
  samplesPerClass: number[];
  trainedAt: string;
  exportedAt: string;
  versions: { app: string; tfjs: string };
}
