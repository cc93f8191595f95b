import * as v from 'valibot';
import { parsed, refusal } from '../network/layers-json.ts';
import type { Hdf5Content } from './hdf5-reader.ts';
import type { LayerJson } from './layer-schema.ts';
import { StoredWeights } from './read-weights.ts';

const WEIGHTS = '/model_weights';

/** What Keras 2 goes by when it turns weights of older versions, or of other backends, round. */
export const versions = {
  backend: v.literal('tensorflow'),
  keras_version: v.pipe(v.string(), v.regex(/^2\.\d+\.\d+$/)),
};

const WeightsSchema = v.strictObject({ ...versions, layer_names: v.array(v.string()) });
/** A kernel and a bias: layers of no other kind have weights. */
const LayerSchema = v.strictObject({ weight_names: v.strictTuple([v.string(), v.string()]) });

/**
 * `model_weights` as Keras 2 looks into it: the first of `layer_names` is the group of the first
 * layer in `model.layers` that has weights, and so on; in it the datasets are as many and in the
 * order of its `weight_names`, which are paths from there (`load_weights_from_hdf5_group` in
 * keras/src/saving/legacy/hdf5_format.py). `load_weights(by_name=True)` goes by the layer's name, so
 * that must be the group's, too. Throws a Refusal, `bad-graph`, where these names are not so.
 * @param layers in Keras' order.
 */
export function weightsByPlace(
  { datasets, groups }: Hdf5Content,
  layers: readonly LayerJson[],
): StoredWeights {
  const { layer_names: names } = attributesOf(groups, WEIGHTS, WeightsSchema);
  const holders = layers.filter(hasWeights);
  if (names.length !== holders.length) {
    throw refusal('layer_names', `${names.length} for ${holders.length} layers with weights`);
  }
  const paths = new Map<string, string[]>();
  for (const [at, { name }] of holders.entries()) {
    if (names[at] !== name) throw refusal('layer_names', `${names[at]} in the place of ${name}`);
    const folder = `${WEIGHTS}/${name}`;
    const { weight_names: variables } = attributesOf(groups, folder, LayerSchema);
    paths.set(
      name,
      variables.map((variable) => `${folder}/${variable}`),
    );
  }
  return new StoredWeights(datasets, (layer, variable) => `${paths.get(layer)?.[variable]}`);
}

/** The attributes of a group in the shape that is wanted, and no others; else a Refusal, `bad-graph`. */
export function attributesOf<Output>(
  groups: Hdf5Content['groups'],
  path: string,
  schema: v.GenericSchema<unknown, Output>,
): Output {
  const attributes = groups.get(path);
  const what = path === '' ? 'model.h5' : path;
  if (attributes === undefined) throw refusal(what, 'no such group');
  return parsed(what, schema, Object.fromEntries(attributes));
}

function hasWeights({ class_name }: LayerJson): boolean {
  return class_name === 'Conv2D' || class_name === 'DepthwiseConv2D' || class_name === 'Dense';
}
