import type { ClassFigures } from '../../evaluation/class-figures.ts';
import type { LearningCurve } from '../../evaluation/learning-curve.ts';
import type { Evaluation } from '../../evaluation/types.ts';
import type { Head } from '../../head/types.ts';

/** Pictures whose highest probability lies between two bounds. */
export interface ReliabilityBin {
  /** 0 to 1, low < high. */
  low: number;
  high: number;
  count: number;
  /** Mean of the highest probabilities; any number where there are no pictures. */
  confidence: number;
  /** Share named rightly; any number where there are no pictures. */
  accuracy: number;
}

export interface ReliabilityFigures {
  /** Ascending. */
  bins: ReliabilityBin[];
  /** Mean distance of confidence and accuracy, weighted by count, 0 to 1. */
  expectedCalibrationError: number;
}

/** Figures from pictures that the user keeps as a test set. */
export type TestSetFigures = Pick<
  Evaluation,
  'total' | 'correct' | 'accuracy' | 'interval' | 'confusion'
>;

/** What the model answered for one picture that it was not taught with. */
export interface Prediction {
  /** The picture's file name, or whatever tells it from others. */
  name: string;
  /** 'test' for a picture of the test set, 'fold' for one that its fold's head had not seen. */
  judged: 'fold' | 'test';
  /** Index of its class. */
  given: number;
  /** Index of the class with the highest probability. */
  predicted: number;
  /** [classes], 0 to 1. */
  probabilities: readonly number[];
}

/** A picture that was taken for another class. */
export interface Mistake {
  name: string;
  given: number;
  predicted: number;
  /** Probability of the class that it was taken for. */
  confidence: number;
  /** A thumbnail; null where there is none to show. */
  jpeg: Uint8Array | null;
}

/** All that the report says. Text comes from the user and is escaped where it is written. */
export interface ReportData {
  project: string;
  /** When the report was made; ISO 8601. */
  date: string;
  trainedAt: string;
  backbone: string;
  head: Head['kind'];
  /** In the order of the confusion matrix. */
  classNames: readonly string[];
  /** Out of fold. */
  evaluation: Evaluation;
  figures: ClassFigures;
  reliability: ReliabilityFigures;
  learningCurve: LearningCurve | null;
  testSet: TestSetFigures | null;
  /** Out of fold, in the order they are to be shown in. */
  mistakes: readonly Mistake[];
  predictions: readonly Prediction[];
}
