import type { ClassFigures } from '../../evaluation/class-figures.ts';
import type { LearningCurve } from '../../evaluation/learning-curve.ts';
import type { Reliability } from '../../evaluation/reliability.ts';
import type { Evaluation } from '../../evaluation/types.ts';
import type { Head } from '../../head/types.ts';

/** Figures of pictures that the model had not seen; classes in the order of the report's names. */
export interface ReportSet
  extends Pick<Evaluation, 'total' | 'correct' | 'accuracy' | 'interval' | 'confusion'> {
  perClass: ClassFigures;
  reliability: Reliability;
}

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
  /** Whether the model has followed its pictures since these figures were measured. */
  followed: boolean;
  /** Out of fold; null where nothing but a test set was judged. */
  judged: (ReportSet & { folds: number }) | null;
  learningCurve: LearningCurve | null;
  /** The pictures that the user keeps to test with. */
  testSet: ReportSet | null;
  /** Out of fold, or else of the test set, in the order they are to be shown in. */
  mistakes: readonly Mistake[];
  predictions: readonly Prediction[];
}
