import type { ModelMetadata } from '../exporters/types.ts';
import type { Result } from '../result.ts';
import type { Classify } from './graph-classifier.ts';
import type { Paragraph } from './problems.ts';

/** The model of this page, ready to answer. */
export interface PageModel {
  metadata: ModelMetadata;
  classify: Classify;
  /** Pictures that came with the model, and its answers when it was written. */
  golden(): Promise<GoldenAnswer[]>;
  /** How far from them an answer may be: as much as its weights were rounded. */
  tolerance: number;
}

export interface GoldenAnswer {
  picture: Blob;
  probabilities: number[];
}

/** Opens the model, or says what keeps it from running. */
export type OpenModel = () => Promise<Result<PageModel, Paragraph[]>>;
