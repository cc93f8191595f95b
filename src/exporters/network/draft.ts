import { type ChannelMap, identityMap } from './channel-map.ts';
import type { Activation, Operation, Padding } from './types.ts';

/** A place in the list of drafts, or `IMAGE`: raw pixels, 0 to 255. */
export type DraftId = number;

/** What one draft takes from another: map(source). Folding moves maps between readings and drafts. */
export interface Reading {
  source: DraftId;
  map: ChannelMap;
}

interface Shaped {
  shape: Operation['shape'];
}

/** map(input ∗ kernel), then the activation. */
export interface DraftConvolution extends Shaped {
  kind: 'convolution' | 'depthwise';
  input: Reading;
  kernelSize: [height: number, width: number];
  /** As in `Convolution` or `Depthwise`. */
  kernel: Float32Array<ArrayBuffer>;
  stride: [number, number];
  padding: Padding;
  map: ChannelMap;
  activation: Activation;
}

export interface DraftCombination extends Shaped {
  kind: 'add' | 'multiply';
  inputs: [Reading, Reading];
  activation: Activation;
}

export interface DraftActivation extends Shaped {
  kind: 'activation';
  input: Reading;
  activation: Activation;
}

export interface DraftAverage extends Shaped {
  kind: 'average';
  input: Reading;
}

/** Was an activation, which its source now applies. */
export interface DraftMerged extends Shaped {
  kind: 'merged';
  source: DraftId;
}

/** An operation on its way: read off the graph, arithmetic with constants not yet folded. */
export type Draft =
  | DraftConvolution
  | DraftCombination
  | DraftActivation
  | DraftAverage
  | DraftMerged;

export function readingsOf(draft: Draft): Reading[] {
  switch (draft.kind) {
    case 'merged':
      return [];
    case 'add':
    case 'multiply':
      return draft.inputs;
    default:
      return [draft.input];
  }
}

export const NO_PADDING: Padding = { top: 0, bottom: 0, left: 0, right: 0 };

export function isPadded({ top, bottom, left, right }: Padding): boolean {
  return top + bottom + left + right > 0;
}

/** What a node of the graph stands for, if not for a constant. */
export interface Signal {
  kind: 'signal';
  source: DraftId;
  /** Applied to the source. */
  map: ChannelMap;
  /** Zeros that a `Pad` put around it, after the map. */
  padding: Padding;
  /** Without the padding. */
  shape: Operation['shape'];
  /** Lengths after the batch as the graph has them, e.g. [channels] behind a `Squeeze`. */
  lengths: number[];
}

/** Whether the graph has it as [n, height, width, channels]. */
export function isImage({ shape, lengths }: Signal): boolean {
  return `${lengths}` === `${shape}`;
}

/** Whether it has one number for each channel. */
export function isVector({ shape: [height, width] }: Signal): boolean {
  return height === 1 && width === 1;
}

/** Adds a draft and returns its result. */
export function addDraft(drafts: Draft[], draft: Draft): Signal {
  const { shape } = draft;
  return {
    kind: 'signal',
    source: drafts.push(draft) - 1,
    map: identityMap(shape[2]),
    padding: NO_PADDING,
    shape,
    lengths: [...shape],
  };
}
