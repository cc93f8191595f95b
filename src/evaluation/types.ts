import type { KnownPictures } from '../head/known-pictures.ts';
import type { EpochFigures, Head } from '../head/types.ts';

/** Figures from pictures that the judged head never saw. Plain data: stored with the model, shown by the report, written into exports. */
export interface Evaluation {
  method: 'cross-validation';
  folds: number;
  /** Samples judged, out of fold. */
  total: number;
  correct: number;
  /** correct / total, 0 to 1. */
  accuracy: number;
  /** 95 % interval of the accuracy; how it is made stands in `evaluation/accuracy-interval.ts`. */
  interval: { low: number; high: number };
  /** confusion[true class][predicted class], counts, in the order of the training set's labels. */
  confusion: number[][];
  /** Whether cross-validation found that mirror images help; the final fit does likewise. */
  mirrorImagesUsed: boolean;
}

/** Why there are no figures. */
export type NoEvaluation = {
  method: 'none';
  /** The class with fewer than two independent samples (bursts count as one). */
  reason: 'too-few-samples';
};

/** What was said of each sample by a head that had not seen it, in the order of the training set. */
export interface OutOfFold {
  /** [n, classes], row-major; each row adds up to 1. See `crossFitted`. */
  probabilities: Float64Array<ArrayBuffer>;
  /** [n] fold that the sample was left out with. */
  folds: Int32Array<ArrayBuffer>;
}

export interface TrainedHead {
  head: Head;
  evaluation: Evaluation | NoEvaluation;
  /** null where there is no evaluation. */
  outOfFold: OutOfFold | null;
  /** What its logits were divided by; null of a head with a hidden layer. */
  temperature: number | null;
}

/** What tells a picture like none of the classes, and what that costs. */
export interface JudgedKnown {
  known: KnownPictures;
  /** Similarity of each judged picture to those of other folds and groups, ascending. */
  own: Float32Array<ArrayBuffer>;
}

/** With what is said of the pictures beside the head. */
export interface JudgedHead extends TrainedHead {
  /** [n] the set's groups, joined where pictures are nearly the same. */
  groups: Int32Array<ArrayBuffer>;
  known: JudgedKnown | null;
}

/**
 * How far a training is. `fraction` grows from 0 to 1 over the whole of it, whatever the phase.
 * 'epoch' carries the figures of the one training whose curve is shown: the hidden layer's on all
 * folds but the first, judged on the first; or on all samples, where there are no folds.
 */
export type TrainingProgress =
  | { phase: 'cross-validation' | 'fitting'; fraction: number }
  | { phase: 'epoch'; fraction: number; figures: EpochFigures };
