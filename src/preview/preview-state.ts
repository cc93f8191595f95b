import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { EngineFault } from '../engine/protocol.ts';
import type { PictureFault } from '../picture/types.ts';
import type { TrainedModel } from '../project/trained-model.ts';

/** A model opened from a zip. */
export interface OpenedFile {
  fileName: string;
  labels: string[];
}

/** What a model said of a picture. */
export interface Answer {
  /** In the order of the model's outputs. */
  probabilities: number[];
  /** Whose answer it is; it stands under no other model's labels. */
  by: TrainedModel | OpenedFile;
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
}

export const previewStore = createStore<PreviewState>(() => ({
  source: 'file',
  answer: null,
  framesPerSecond: 0,
  fault: null,
  picture: { kind: 'none' },
  opened: null,
}));

export function usePreview<Slice>(select: (state: PreviewState) => Slice): Slice {
  return useStore(previewStore, select);
}
