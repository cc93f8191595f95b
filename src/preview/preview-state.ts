import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { EngineFault } from '../engine/protocol.ts';
import type { SimilarityLimits } from '../head/known-pictures.ts';
import type { Head } from '../head/types.ts';
import type { PictureFault } from '../picture/types.ts';
import { sameHead, type TrainedModel } from '../project/trained-model.ts';
import type { PlaceMap } from './heatmap.ts';

/** A model opened from a zip. */
export interface OpenedFile {
  fileName: string;
  labels: string[];
  /** null where it always names a class. */
  limits: SimilarityLimits | null;
}

/** Which places of a picture speak for one output. */
export interface Why extends PlaceMap {
  output: number;
}

/** What a model said of a picture. */
export interface Answer {
  /** In the order of the model's outputs. */
  probabilities: number[];
  /** To the pictures that the model knows, −1 to 1; null where it knows none. */
  similarity: number | null;
  /** Null where that was not asked. */
  why: Why | null;
  /** Whose answer it is; it stands under no other model's labels. */
  by: TrainedModel | OpenedFile;
}

/** Whether an answer is this model's, also if the threshold of "None of these" was moved since. */
export function isBy(answer: Answer, model: Answer['by'] | null): boolean {
  if (answer.by === model) return true;
  return model !== null && 'head' in answer.by && 'head' in model && sameHead(answer.by, model);
}

/** The picture chosen to be classified. */
export type ChosenPicture =
  | { kind: 'none' }
  | { kind: 'reading'; name: string }
  | { kind: 'shown'; name: string; url: string }
  | { kind: 'refused'; name: string; fault: PictureFault };

export interface PreviewState {
  source: 'webcam' | 'file';
  answer: Answer | null;
  framesPerSecond: number;
  fault: EngineFault | null;
  picture: ChosenPicture;
  /** A model opened from a zip; it answers instead of the project's own. */
  opened: OpenedFile | null;
  /** Whether to show which places of the picture speak for the winner. */
  showWhy: boolean;
  /** Where the user has just moved it, of the model with this head: it is not saved yet. */
  movedThreshold: { head: Head; threshold: number } | null;
}

export const previewStore = createStore<PreviewState>(() => ({
  source: 'file',
  answer: null,
  framesPerSecond: 0,
  fault: null,
  picture: { kind: 'none' },
  opened: null,
  showWhy: false,
  movedThreshold: null,
}));

export function usePreview<Slice>(select: (state: PreviewState) => Slice): Slice {
  return useStore(previewStore, select);
}
