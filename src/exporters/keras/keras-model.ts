import { ok, type Result } from '../../result.ts';
import { textFile } from '../archive.ts';
import type { Network } from '../network/types.ts';
import type { ExportFault, ModelMetadata } from '../types.ts';
import { writeZip } from '../zip.ts';
import { type Hdf5Dataset, type Hdf5Group, writeHdf5 } from './hdf5-writer.ts';
import type { KerasLayer, KerasWeight } from './keras-layer.ts';
import { kerasOrder } from './layer-order.ts';
import { kerasConfig, legacyConfig } from './model-config.ts';
import { networkLayers } from './network-layers.ts';

/** What the files are made for; every later version reads them. */
const KERAS_3 = '3.0.0';
const KERAS_2 = '2.15.0';

/**
 * `model.keras`, for `keras.saving.load_model` of Keras 3, with no custom objects: input `image`,
 * [n, 224, 224, 3] float32, raw RGB pixels from 0 to 255; output `probabilities`, [n, classes].
 * Shares no memory with the network.
 */
export function kerasModel(
  network: Network,
  { exportedAt }: Pick<ModelMetadata, 'exportedAt'>,
): Result<Uint8Array<ArrayBuffer>, ExportFault> {
  const layers = networkLayers(network);
  if (!layers.ok) return layers;
  const ordered = inKerasOrder(layers.value);
  const metadata = {
    keras_version: KERAS_3,
    date_saved: exportedAt.replace(/T(\d\d:\d\d:\d\d).*/, '@$1'),
  };
  const files = [
    textFile('metadata.json', JSON.stringify(metadata)),
    textFile('config.json', JSON.stringify(kerasConfig(ordered))),
    { path: 'model.weights.h5', bytes: writeHdf5(kerasWeights(ordered)) },
  ];
  return ok(writeZip(files, exportedAt));
}

/** `model.h5`: the same model for Keras 2, as well as for Keras 3's loader of old files. */
export function legacyKerasModel(network: Network): Result<Uint8Array<ArrayBuffer>, ExportFault> {
  const layers = networkLayers(network);
  if (!layers.ok) return layers;
  const ordered = inKerasOrder(layers.value);
  const versions = { backend: 'tensorflow', keras_version: KERAS_2 };
  return ok(
    writeHdf5({
      kind: 'group',
      attributes: { ...versions, model_config: JSON.stringify(legacyConfig(ordered)) },
      members: new Map([['model_weights', legacyWeights(ordered, versions)]]),
    }),
  );
}

function inKerasOrder(layers: KerasLayer[]): KerasLayer[] {
  const output = layers.at(-1);
  return output === undefined ? [] : kerasOrder(output);
}

/** Keras 3 counts the layers of a class and the weights of a layer, by no name of theirs. */
function kerasWeights(ordered: readonly KerasLayer[]): Hdf5Group {
  const counts = new Map<string, number>();
  const groups = new Map<string, Hdf5Group>();
  for (const { className, weights } of ordered) {
    const count = counts.get(className) ?? 0;
    counts.set(className, count + 1);
    if (weights.length === 0) continue;
    const numbered = new Map(weights.map((weight, at) => [String(at), dataset(weight)]));
    const vars = group(new Map([['vars', group(numbered)]]));
    groups.set(count === 0 ? snakeCase(className) : `${snakeCase(className)}_${count}`, vars);
  }
  return group(new Map([['layers', group(groups)]]));
}

/** Keras 2 goes by the order of `layer_names` and `weight_names`. */
function legacyWeights(
  ordered: readonly KerasLayer[],
  versions: Record<string, string>,
): Hdf5Group {
  const holders = ordered.filter(({ weights }) => weights.length > 0);
  const groups = holders.map(({ name, weights }): [string, Hdf5Group] => {
    const members = new Map(weights.map((weight) => [`${weight.name}:0`, dataset(weight)]));
    const names = [...members.keys()].map((member) => `${name}/${member}`);
    return [
      name,
      { ...group(new Map([[name, group(members)]])), attributes: { weight_names: names } },
    ];
  });
  const layerNames = holders.map(({ name }) => name);
  return { ...group(new Map(groups)), attributes: { ...versions, layer_names: layerNames } };
}

function group(members: Hdf5Group['members']): Hdf5Group {
  return { kind: 'group', members };
}

function dataset({ shape, values }: KerasWeight): Hdf5Dataset {
  return { kind: 'dataset', shape, values };
}

/** Conv2D → conv2d, DepthwiseConv2D → depthwise_conv2d: Keras' `to_snake_case`, for these. */
function snakeCase(className: string): string {
  return className.replace(/(.)([A-Z][a-z]+)/g, '$1_$2').toLowerCase();
}
