import type { Head } from '../../head/types.ts';

/** A tensor, named by the place in `operations` of what makes it; `IMAGE` is the centred picture. */
export type ValueId = number;
export const IMAGE: ValueId = -1;

/** `relu6` is min(max(x, 0), 6). */
export type Activation = 'none' | 'relu' | 'relu6';

/** Rows and columns of zeros around an image. */
export interface Padding {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

interface Made {
  /** Plain and unique: letters, digits, `_`; begins with a letter. */
  name: string;
  /** Shape of one picture's result: [height, width, channels]. */
  shape: [height: number, width: number, channels: number];
}

/** Cross-correlation, as every framework's "convolution". */
export interface Convolution extends Made {
  kind: 'convolution';
  input: ValueId;
  /** [height, width] */
  kernelSize: [number, number];
  /** [height, width, input channels, output channels], row-major. */
  kernel: Float32Array<ArrayBuffer>;
  /** [output channels] */
  bias: Float32Array<ArrayBuffer>;
  /** Down and across. */
  stride: [number, number];
  padding: Padding;
  activation: Activation;
}

/** Each channel by itself, multiplier 1. */
export interface Depthwise extends Made {
  kind: 'depthwise';
  input: ValueId;
  kernelSize: [number, number];
  /** [height, width, channels], row-major. */
  kernel: Float32Array<ArrayBuffer>;
  bias: Float32Array<ArrayBuffer>;
  stride: [number, number];
  padding: Padding;
  activation: Activation;
}

/** Sum or product of two tensors; one of them may be [1, 1, channels], which counts for every place. */
export interface Combination extends Made {
  kind: 'add' | 'multiply';
  inputs: [ValueId, ValueId];
  activation: Activation;
}

/** factor · x + offset, by channel: what could not be folded into a convolution. */
export interface Affine extends Made {
  kind: 'affine';
  input: ValueId;
  /** [channels] */
  factor: Float32Array<ArrayBuffer>;
  /** [channels] */
  offset: Float32Array<ArrayBuffer>;
  activation: Activation;
}

/** Mean over all places: [1, 1, channels]. */
export interface Average extends Made {
  kind: 'average';
  input: ValueId;
}

/** Of a [1, 1, inputs] tensor. */
export interface Dense extends Made {
  kind: 'dense';
  input: ValueId;
  /** [inputs, outputs], row-major. */
  kernel: Float32Array<ArrayBuffer>;
  /** [outputs] */
  bias: Float32Array<ArrayBuffer>;
  activation: 'none' | 'relu';
}

export interface Softmax extends Made {
  kind: 'softmax';
  input: ValueId;
}

export type Operation = Convolution | Depthwise | Combination | Affine | Average | Dense | Softmax;

/**
 * A backbone and its head as a short list of operations, each after those it needs: what every
 * exporter writes. Batch norms and the scaling of pixels are folded into the convolutions.
 */
export interface Network {
  /** Height and width of the picture. */
  size: number;
  /**
   * What is taken from raw pixels (0 to 255, R, G, B) before the first operation, so that zeros
   * around an image mean there what they meant when the backbone was trained.
   */
  centre: [number, number, number];
  operations: Operation[];
  /** The operation whose result is the embedding; what follows is the head and the softmax. */
  embedding: ValueId;
  /** The head itself, which the operations after `embedding` spell out. */
  head: Head;
}

/** A network that was read from a file whose names are others than those of the operations. */
export interface NamedNetwork extends Network {
  /** What the file calls the embedding; null where it calls something else so, too. */
  embeddingName: string | null;
}
