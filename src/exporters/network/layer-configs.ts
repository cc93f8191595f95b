import * as v from 'valibot';

/** The configs of the layers that are understood, as Keras 2 and TensorFlow.js write them. */
export type ConfigSchema<Output> = v.GenericSchema<unknown, Output>;

const Finite = v.pipe(v.number(), v.finite());
const Length = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(4096));
const Zeros = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(4096));
/** One number counts for both directions. */
const Pair = v.union([
  v.strictTuple([Length, Length]),
  v.pipe(
    Length,
    v.transform((length): [number, number] => [length, length]),
  ),
]);
const ChannelsLast = v.optional(v.nullable(v.literal('channels_last')));
const Padding = v.optional(v.picklist(['same', 'valid']), 'valid');
const ActivationName = v.pipe(v.string(), v.maxLength(100));
const Shape = v.optional(v.pipe(v.array(v.nullable(Length)), v.maxLength(8)));

export const Input = v.object({ batch_input_shape: Shape, batch_shape: Shape });

export const Convolution = v.object({
  filters: v.optional(Length),
  kernel_size: v.optional(Pair),
  strides: v.optional(Pair, 1),
  padding: Padding,
  data_format: ChannelsLast,
  dilation_rate: v.optional(Pair, 1),
  groups: v.optional(v.literal(1)),
  depth_multiplier: v.optional(v.literal(1)),
  use_bias: v.optional(v.boolean(), true),
  activation: v.optional(ActivationName, 'linear'),
});

export const BatchNorm = v.object({
  axis: v.optional(v.union([v.picklist([-1, 3]), v.strictTuple([v.picklist([-1, 3])])])),
  epsilon: v.optional(v.pipe(Finite, v.minValue(0)), 0.001),
  center: v.optional(v.boolean(), true),
  scale: v.optional(v.boolean(), true),
});

/** Not the leaky kind, nor one with a threshold. */
export const ReLU = v.object({
  max_value: v.optional(v.nullable(v.literal(6))),
  negative_slope: v.optional(v.nullable(v.literal(0))),
  threshold: v.optional(v.nullable(v.literal(0))),
});

export const Activation = v.object({ activation: ActivationName });

export const ZeroPadding = v.object({
  padding: v.union([
    v.strictTuple([v.strictTuple([Zeros, Zeros]), v.strictTuple([Zeros, Zeros])]),
    v.pipe(
      v.strictTuple([Zeros, Zeros]),
      v.transform(([rows, columns]) => [
        [rows, rows],
        [columns, columns],
      ]),
    ),
  ]),
  data_format: ChannelsLast,
});

export const Pooling = v.object({
  pool_size: Pair,
  strides: v.optional(v.nullable(Pair)),
  padding: Padding,
  data_format: ChannelsLast,
});

export const GlobalPooling = v.object({
  data_format: ChannelsLast,
  keepdims: v.optional(v.boolean(), false),
});

export const Reshape = v.object({
  target_shape: v.pipe(v.array(v.pipe(v.number(), v.safeInteger())), v.maxLength(8)),
});

const PerChannel = v.union([
  v.pipe(v.array(Finite), v.minLength(1), v.maxLength(4096)),
  v.pipe(
    Finite,
    v.transform((value) => [value]),
  ),
]);

export const Rescaling = v.object({ scale: PerChannel, offset: v.optional(PerChannel, 0) });
