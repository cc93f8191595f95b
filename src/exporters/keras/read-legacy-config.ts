import * as v from 'valibot';
import {
  BatchShape,
  functionalSchema,
  inputSettings,
  type LayerInput,
  layerSchema,
  Name,
  Use,
} from './layer-schema.ts';

/** Keras 2 names no shapes. */
const Tensor = v.pipe(
  v.strictTuple([Name, v.literal(0), v.literal(0), v.strictObject({})]),
  v.transform(([layer]): LayerInput => ({ layer, shape: null })),
);
const Call = v.pipe(v.array(Tensor), v.minLength(1), v.maxLength(2));

const Layer = v.pipe(
  v.strictObject({
    class_name: v.string(),
    config: v.unknown(),
    name: Name,
    inbound_nodes: v.pipe(v.array(Call), v.maxLength(1)),
  }),
  v.transform((layer) => ({ ...layer, inbound_nodes: layer.inbound_nodes.flat() })),
  layerSchema(
    v.pipe(
      v.strictObject({ ...inputSettings, batch_input_shape: BatchShape }),
      v.transform(({ name, batch_input_shape: shape }) => ({ name, shape })),
    ),
  ),
);

const End = v.pipe(
  v.strictTuple([Use]),
  v.transform(([layer]) => layer),
);

/** The attribute `model_config` as Keras 2 has it. */
export const LegacyConfigSchema = v.pipe(
  v.strictObject({
    class_name: v.literal('Functional'),
    config: functionalSchema(Layer, End),
  }),
  v.transform(({ config }) => config),
);
