import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { EngineFault } from '../engine/protocol.ts';
import type { PictureFault } from '../picture/types.ts';

/** What the panel shows as the answer of a model. */
export interface Answer {
  /** In the order of the model's outputs, like its labels. */
  probabilities: number[];
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
  opened: { fileName: string; labels: string[] } | null;
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
