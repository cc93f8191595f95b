import * as v from 'valibot';
import { Refusal } from './refusal.ts';

/** More than any backbone has; what reads them goes from layer to layer by recursion. */
export const MAX_LAYERS = 1000;

const Name = v.pipe(v.string(), v.minLength(1), v.maxLength(300));
const Config = v.record(v.string(), v.unknown());
/** [layer, which of its uses, which of its outputs, further arguments] */
const Use = v.looseTuple([Name, v.number(), v.number()]);
export type LayerUse = v.InferOutput<typeof Use>;

const Layer = v.object({
  class_name: v.pipe(v.string(), v.maxLength(100)),
  config: v.union([Config, v.array(v.unknown())]),
  name: v.exactOptional(Name),
  inbound_nodes: v.exactOptional(v.array(v.array(Use))),
});

const Layers = v.pipe(v.array(Layer), v.minLength(1), v.maxLength(MAX_LAYERS));

/** A layer in a model's list. That of a nested model has the model's own JSON as its config. */
export type LayerJson = v.InferOutput<typeof Layer>;

/** Models of TensorFlow.js and Keras 2; the oldest have the bare list for a config. */
export const SequentialConfig = v.union([
  v.pipe(
    Layers,
    v.transform((layers) => ({ layers })),
  ),
  v.object({ layers: Layers }),
]);

export const FunctionalConfig = v.object({
  layers: Layers,
  input_layers: v.strictTuple([Use]),
  output_layers: v.strictTuple([Use]),
});

/** `modelTopology` of a layers model; what Python's converter writes has one more shell. */
export const TopologySchema = v.union([
  v.pipe(
    v.object({ model_config: Layer }),
    v.transform(({ model_config }) => model_config),
  ),
  Layer,
]);

/** The JSON in the shape that is wanted, or a Refusal that says where it is not. */
export function parsed<Output>(
  what: string,
  schema: v.GenericSchema<unknown, Output>,
  json: unknown,
): Output {
  const result = v.safeParse(schema, json);
  if (result.success) return result.output;
  const [issue] = result.issues;
  throw refusal(what, `${v.getDotPath(issue) ?? 'config'}: ${issue.message}`);
}

export function refusal(what: string, detail: string): Refusal {
  return new Refusal({ kind: 'bad-graph', detail: `${what}: ${detail}` });
}
