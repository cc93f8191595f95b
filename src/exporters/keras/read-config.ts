import * as v from 'valibot';
import { MAX_LAYERS } from '../network/layers-json.ts';

/**
 * `config.json` as Keras 3 must find it for the network that we mean. Objects are strict: a setting
 * that is not known here might change the answers, or keep Keras from loading the file. Settings
 * whose default follows the user's own `keras.json` (data format, dtype) must be there.
 */

const Name = v.pipe(v.string(), v.maxLength(300), v.regex(/^[A-Za-z]\w*$/));
const Finite = v.pipe(v.number(), v.finite());
const Length = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(65_536));
const Zeros = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(4096));
const Pair = v.strictTuple([Length, Length]);
const Both = v.strictTuple([Zeros, Zeros]);
const Float32 = v.literal('float32');

/** The batch's length is open. */
const BatchShape = v.pipe(
  v.tupleWithRest([v.null()], Length),
  v.check((shape) => shape.length <= 5),
  v.transform(([, ...shape]) => shape),
);

/** A layer's only output of its only use. */
const Use = v.pipe(
  v.strictTuple([Name, v.literal(0), v.literal(0)]),
  v.transform(([layer]) => layer),
);

const Tensor = v.pipe(
  v.strictObject({
    class_name: v.literal('__keras_tensor__'),
    config: v.strictObject({ shape: BatchShape, dtype: Float32, keras_history: Use }),
  }),
  v.transform(({ config: { shape, keras_history: layer } }) => ({ layer, shape })),
);

/** What a layer reads, and the shape that it takes that for. */
export type LayerInput = v.InferOutput<typeof Tensor>;

const noArguments = { kwargs: v.strictObject({}) };
const OfOne = v.pipe(
  v.strictTuple([v.strictObject({ args: v.strictTuple([Tensor]), ...noArguments })]),
  v.transform(([call]) => call.args),
);
/** Layers which merge take one argument, a list. */
const OfTwo = v.pipe(
  v.strictTuple([
    v.strictObject({ args: v.strictTuple([v.strictTuple([Tensor, Tensor])]), ...noArguments }),
  ]),
  v.transform(([call]) => call.args[0]),
);

const shell = <const ClassName extends string>(className: ClassName) => ({
  module: v.literal('keras.layers'),
  class_name: v.literal(className),
  registered_name: v.null(),
  name: Name,
});
const common = { name: Name, dtype: Float32 };

const layer = <const ClassName extends string, Settings extends v.ObjectEntries>(
  className: ClassName,
  settings: Settings,
) =>
  v.strictObject({
    ...shell(className),
    config: v.strictObject({ ...common, trainable: v.boolean(), ...settings }),
    inbound_nodes: OfOne,
  });

const merge = <const ClassName extends string>(className: ClassName) =>
  v.strictObject({
    ...shell(className),
    config: v.strictObject({ ...common, trainable: v.boolean() }),
    inbound_nodes: OfTwo,
  });

const imageSettings = { data_format: v.literal('channels_last') };
const windowSettings = {
  ...imageSettings,
  kernel_size: Pair,
  strides: Pair,
  padding: v.picklist(['same', 'valid']),
};
const sumSettings = { activation: v.picklist(['linear', 'relu']), use_bias: v.literal(true) };

const Input = v.strictObject({
  ...shell('InputLayer'),
  config: v.strictObject({
    ...common,
    batch_shape: BatchShape,
    sparse: v.literal(false),
    ragged: v.literal(false),
  }),
  inbound_nodes: v.pipe(
    v.strictTuple([]),
    v.transform((): LayerInput[] => []),
  ),
});

const Layer = v.variant('class_name', [
  Input,
  layer('Rescaling', {
    scale: v.literal(1),
    offset: v.union([Finite, v.strictTuple([Finite, Finite, Finite])]),
  }),
  layer('ZeroPadding2D', { ...imageSettings, padding: v.strictTuple([Both, Both]) }),
  layer('Conv2D', { ...windowSettings, ...sumSettings, filters: Length }),
  layer('DepthwiseConv2D', { ...windowSettings, ...sumSettings }),
  layer('ReLU', { max_value: v.optional(v.literal(6)) }),
  merge('Add'),
  merge('Multiply'),
  layer('GlobalAveragePooling2D', imageSettings),
  layer('Reshape', { target_shape: v.pipe(v.array(Length), v.minLength(1), v.maxLength(4)) }),
  layer('Dense', { ...sumSettings, units: Length }),
  layer('Softmax', { axis: v.literal(-1) }),
]);

/** A layer as the file has it, with `inbound_nodes` laid open: what it reads, in order. */
export type LayerJson = v.InferOutput<typeof Layer>;
/** One class of layers. */
export type LayerOf<ClassName extends LayerJson['class_name']> = Extract<
  LayerJson,
  { class_name: ClassName }
>;

const Functional = v.strictObject({
  name: Name,
  trainable: v.boolean(),
  layers: v.pipe(v.array(Layer), v.minLength(1), v.maxLength(MAX_LAYERS)),
  input_layers: Use,
  output_layers: Use,
});

export type FunctionalJson = v.InferOutput<typeof Functional>;

export const ConfigSchema = v.pipe(
  v.strictObject({
    module: v.literal('keras.src.models.functional'),
    class_name: v.literal('Functional'),
    config: Functional,
    registered_name: v.literal('Functional'),
  }),
  v.transform(({ config }) => config),
);

/** `metadata.json`. */
export const MetadataSchema = v.strictObject({
  keras_version: v.pipe(v.string(), v.regex(/^3\.\d+\.\d+$/)),
  date_saved: v.string(),
});
