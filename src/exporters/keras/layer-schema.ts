import * as v from 'valibot';
import { MAX_LAYERS } from '../network/layers-json.ts';

/**
 * Layers as Keras must find them for the network that we mean, whatever its version. Objects are
 * strict: a setting that is not known here might change the answers, or keep Keras from loading the
 * file. Settings whose default follows the user's own `keras.json` (data format, dtype) must be there.
 */

export const Name = v.pipe(v.string(), v.maxLength(300), v.regex(/^[A-Za-z]\w*$/));
const Finite = v.pipe(v.number(), v.finite());
const Length = v.pipe(v.number(), v.safeInteger(), v.minValue(1), v.maxValue(65_536));
const Zeros = v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(4096));
const Pair = v.strictTuple([Length, Length]);
const Both = v.strictTuple([Zeros, Zeros]);
export const Float32 = v.literal('float32');

/** The batch's length is open. */
export const BatchShape = v.pipe(
  v.tupleWithRest([v.null()], Length),
  v.check((shape) => shape.length <= 5),
  v.transform(([, ...shape]) => shape),
);

/** A layer's only output of its only use. */
export const Use = v.pipe(
  v.strictTuple([Name, v.literal(0), v.literal(0)]),
  v.transform(([layer]) => layer),
);

/** What a layer reads, and the shape that it takes that for, where the file says so. */
const Input = v.object({ layer: Name, shape: v.nullable(v.array(Length)) });
export type LayerInput = v.InferOutput<typeof Input>;

const common = { name: Name, dtype: Float32 };

const layer = <const ClassName extends string, Settings extends v.ObjectEntries>(
  className: ClassName,
  settings: Settings,
) =>
  v.strictObject({
    class_name: v.literal(className),
    name: Name,
    config: v.strictObject({ ...common, trainable: v.boolean(), ...settings }),
    inbound_nodes: v.strictTuple([Input]),
  });

const merge = <const ClassName extends string>(className: ClassName) =>
  v.strictObject({
    ...layer(className, {}).entries,
    inbound_nodes: v.strictTuple([Input, Input]),
  });

const imageSettings = { data_format: v.literal('channels_last') };
const windowSettings = {
  ...imageSettings,
  kernel_size: Pair,
  strides: Pair,
  padding: v.picklist(['same', 'valid']),
};
const sumSettings = { activation: v.picklist(['linear', 'relu']), use_bias: v.literal(true) };

/** Of the picture: each version of Keras has its own word for the shape. */
export const inputSettings = { ...common, sparse: v.literal(false), ragged: v.literal(false) };
interface InputConfig {
  name: string;
  shape: number[];
}

/**
 * One layer without what a version of Keras writes around it; `inbound_nodes` are what it reads, in
 * order.
 * @param picture settings of the input layer, down to name and shape.
 */
export const layerSchema = (picture: v.GenericSchema<unknown, InputConfig>) =>
  v.variant('class_name', [
    v.strictObject({
      class_name: v.literal('InputLayer'),
      name: Name,
      config: picture,
      inbound_nodes: v.strictTuple([]),
    }),
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

export type LayerJson = v.InferOutput<ReturnType<typeof layerSchema>>;
/** One class of layers. */
export type LayerOf<ClassName extends LayerJson['class_name']> = Extract<
  LayerJson,
  { class_name: ClassName }
>;

/**
 * A functional model.
 * @param ends how the layers of the input and the output are named.
 */
export const functionalSchema = (
  layer: v.GenericSchema<unknown, LayerJson>,
  ends: v.GenericSchema<unknown, string>,
) =>
  v.strictObject({
    name: Name,
    trainable: v.boolean(),
    layers: v.pipe(v.array(layer), v.minLength(1), v.maxLength(MAX_LAYERS)),
    input_layers: ends,
    output_layers: ends,
  });

export type FunctionalJson = v.InferOutput<ReturnType<typeof functionalSchema>>;
