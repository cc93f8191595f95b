/** A weight of a layer, as Keras shapes it. */
export interface KerasWeight {
  /** As Keras calls it: kernel, depthwise_kernel or bias. */
  name: string;
  shape: number[];
  /** Row-major. */
  values: Float32Array<ArrayBuffer>;
}

/** What a setting of a layer can be. */
export type Setting = string | number | boolean | null | readonly Setting[];

/** A layer of a Keras model, called once. */
export interface KerasLayer {
  name: string;
  className: string;
  /** The constructor's arguments, without name and dtype. */
  config: Record<string, Setting>;
  inputs: KerasLayer[];
  /** Of one picture's output: [height, width, channels] or [features]. */
  shape: number[];
  /** In the order in which Keras makes them. */
  weights: KerasWeight[];
}
