import * as v from 'valibot';
import {
  BatchShape,
  Float32,
  functionalSchema,
  inputSettings,
  type LayerInput,
  layerSchema,
  Name,
  Use,
} from './layer-schema.ts';

const Tensor = v.pipe(
  v.strictObject({
    class_name: v.literal('__keras_tensor__'),
    config: v.strictObject({ shape: BatchShape, dtype: Float32, keras_history: Use }),
  }),
  v.transform(({ config: { shape, keras_history: layer } }): LayerInput[] => [{ layer, shape }]),
);
const Tensors = v.pipe(
  v.strictTuple([Tensor, Tensor]),
  v.transform((tensors) => tensors.flat()),
);

/** Layers which merge take one argument, a list. */
const Argument = v.lazy(
  (given): v.GenericSchema<unknown, LayerInput[]> => (Array.isArray(given) ? Tensors : Tensor),
);
const Call = v.strictObject({ args: v.strictTuple([Argument]), kwargs: v.strictObject({}) });

const Layer = v.pipe(
  v.strictObject({
    module: v.literal('keras.layers'),
    class_name: v.string(),
    config: v.unknown(),
    registered_name: v.null(),
    name: Name,
    inbound_nodes: v.pipe(v.array(Call), v.maxLength(1)),
  }),
  v.transform(({ class_name, config, name, inbound_nodes: calls }) => {
    return { class_name, config, name, inbound_nodes: calls.flatMap(({ args }) => args[0]) };
  }),
  layerSchema(
    v.pipe(
      v.strictObject({ ...inputSettings, batch_shape: BatchShape }),
      v.transform(({ name, batch_shape: shape }) => ({ name, shape })),
    ),
  ),
);

/** `config.json` as Keras 3 has it. */
export const ConfigSchema = v.pipe(
  v.strictObject({
    module: v.literal('keras.src.models.functional'),
    class_name: v.literal('Functional'),
    config: functionalSchema(Layer, Use),
    registered_name: v.literal('Functional'),
  }),
  v.transform(({ config }) => config),
);

/** `metadata.json`. */
export const MetadataSchema = v.strictObject({
  keras_version: v.pipe(v.string(), v.regex(/^3\.\d+\.\d+$/)),
  date_saved: v.string(),
});
