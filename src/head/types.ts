/** A dense matrix, row-major. */
export interface Matrix {
  rows: number;
  cols: number;
  values: Float32Array<ArrayBuffer>;
}

/** One Dense layer: logits = embedding · kernel + bias. Any standardisation and temperature are folded in. */
export interface LinearHead {
  kind: 'linear';
  features: number;
  classes: number;
  /** [features, classes], row-major. */
  kernel: Float32Array<ArrayBuffer>;
  /** [classes] */
  bias: Float32Array<ArrayBuffer>;
}

/** Dense(units, relu) then Dense(classes): logits = relu(embedding · hiddenKernel + hiddenBias) · kernel + bias. */
export interface HiddenHead {
  kind: 'hidden';
  features: number;
  units: number;
  classes: number;
  /** [features, units], row-major. */
  hiddenKernel: Float32Array<ArrayBuffer>;
  /** [units] */
  hiddenBias: Float32Array<ArrayBuffer>;
  /** [units, classes], row-major. */
  kernel: Float32Array<ArrayBuffer>;
  /** [classes] */
  bias: Float32Array<ArrayBuffer>;
}

export type Head = LinearHead | HiddenHead;

/** What a head learns from: frozen embeddings, in one order for all arrays. */
export interface TrainingSet {
  /** Number of classes; labels are 0 … classes − 1, each with at least one sample. */
  classes: number;
  /** [n, features] */
  embeddings: Matrix;
  /** Embeddings of the mirror images, same rows; null where they were not made. */
  mirrored: Matrix | null;
  /** [n] class of each row. */
  labels: Int32Array;
  /** [n] rows with the same number (frames of one webcam burst) stay in one fold. */
  groups: Int32Array;
}

/** The hidden layer's options; the default head has none. */
export interface HiddenLayerOptions {
  units: number;
  epochs: number;
  batchSize: number;
  learningRate: number;
}

export type HeadOptions = { kind: 'linear' } | ({ kind: 'hidden' } & HiddenLayerOptions);

export const HIDDEN_LAYER_DEFAULTS: HiddenLayerOptions = {
  units: 100,
  epochs: 50,
  batchSize: 16,
  learningRate: 0.001,
};

/** One finished epoch of the iterative head. Losses are mean cross-entropy in nats. */
export interface EpochFigures {
  epoch: number;
  loss: number;
  accuracy: number;
  /** On the pictures held out from the shown run; null where none are. */
  heldOutLoss: number | null;
  heldOutAccuracy: number | null;
}
