/** Which frozen network. `files:…` is one that the user brought, named by the start of its fingerprint. */
export type BackboneId =
  | `mobilenet_v2_${'1.0' | '0.75' | '0.5'}`
  | `mobilenet_v1_${'1.0' | '0.75' | '0.5' | '0.25'}`
  | 'starter'
  | `files:${string}`;

/** A backbone whose files are all in the cache and were checked. */
export interface StoredBackbone {
  id: BackboneId;
  version: 1 | 2;
  alpha: number;
  label: string;
  /** SHA-256 (hex) over graph, weights, pixel range and preprocessing version: which embedding space this is. */
  fingerprint: string;
  /** Pixel range that the graph wants, read off the graph. */
  inputRange: [number, number];
  /** Where the bytes came from, as the user may be told. */
  origin: string;
  /** False where the source has a known SHA-256 and the bytes differ from it. */
  asExpected: boolean;
  bytes: number;
}

/** What went wrong with one source; the view names it in words. */
export type SourceFault =
  | { kind: 'no-answer'; afterMilliseconds: number }
  | { kind: 'stalled'; file: string }
  | { kind: 'offline-or-blocked' }
  | { kind: 'http'; status: number; file: string }
  | { kind: 'not-a-network'; file: string; detail: string }
  /** `wanted` is 0 where neither the server nor the manifest told it. */
  | { kind: 'truncated'; file: string; got: number; wanted: number }
  | { kind: 'unexpected-bytes' }
  | { kind: 'missing-node'; node: string };

export interface SourceAttempt {
  url: string;
  fault: SourceFault;
}

/** Why a backbone could not be had. */
export type BackboneFault =
  | { kind: 'cancelled' }
  | { kind: 'no-source'; attempts: SourceAttempt[] }
  /** Files that the user brought. */
  | { kind: 'bad-files'; fault: FilesFault }
  | { kind: 'storage-full' };

export type FilesFault =
  | { kind: 'no-model-json' }
  | { kind: 'unreadable-model-json'; detail: string }
  | { kind: 'missing-shards'; names: string[] }
  | { kind: 'wrong-size'; name: string; got: number; wanted: number }
  /** Not one of the two MobileNet graphs whose embedding node `@tensorflow-models/mobilenet` knows. */
  | { kind: 'unknown-network' };

export interface DownloadProgress {
  /** Over all shards, 0 to 1. */
  fraction: number;
  phase: 'backbone';
  /** The host that answers now. */
  source: string;
  receivedBytes: number;
  totalBytes: number;
}

/** The parts of tf.io.ModelArtifacts that we keep: the graph as parsed JSON, the weights as one buffer. */
export interface BackboneArtifacts {
  /** model.json's `modelTopology`. */
  topology: { node: GraphNode[]; [key: string]: unknown };
  /** All groups of `weightsManifest`, joined. */
  weightSpecs: WeightSpec[];
  /** All shards, joined, in manifest order; quantised weights as they are on disk. */
  weights: ArrayBuffer;
}

/** One node of a TF.js graph model, as in model.json. */
export interface GraphNode {
  name: string;
  op: string;
  input?: string[];
  attr?: Record<string, unknown>;
}

export interface WeightSpec {
  name: string;
  shape: number[];
  dtype: 'float32' | 'int32' | 'bool' | 'string' | 'complex64';
  quantization?: {
    dtype: 'uint8' | 'uint16' | 'float16';
    scale?: number;
    min?: number;
    original_dtype?: 'float32' | 'int32';
  };
}
