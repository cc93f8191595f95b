import * as v from 'valibot';
import type { Head } from '../../head/types.ts';
import { failed, ok, type Result } from '../../result.ts';
import { buildNetwork } from '../network/build-network.ts';
import { type FlatLayer, flattenLayers } from '../network/flatten-layers.ts';
import { parsed, refusal } from '../network/layers-json.ts';
import { layersGraph } from '../network/layers-model.ts';
import { Refusal } from '../network/refusal.ts';
import type { NamedNetwork } from '../network/types.ts';
import { parseJsonText } from '../parse-json.ts';
import type { ExportFault } from '../types.ts';
import { splitWeights, type Weight } from '../weight-layout.ts';

/** What Teachable Machine's pixels, raw / 127 − 1, make of black and white. */
const PIXELS: [number, number] = [-1, 255 / 127 - 1];

const Units = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const Hidden = v.object({
  units: Units,
  activation: v.literal('relu'),
  use_bias: v.literal(true),
});
const Output = v.object({
  units: Units,
  activation: v.literal('softmax'),
  use_bias: v.literal(false),
});
const ModelJson = v.object({
  modelTopology: v.unknown(),
  weightsManifest: v.strictTuple([
    v.object({
      paths: v.strictTuple([v.literal('weights.bin')]),
      weights: v.array(
        v.strictObject({
          name: v.string(),
          shape: v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(0))),
          dtype: v.literal('float32'),
        }),
      ),
    }),
  ]),
});

/**
 * Reads the files of a Teachable Machine model back into a network, so that the app can run what
 * stands in them without TensorFlow.js' layers. Of another shape than Teachable Machine's it gives
 * no network, nor of one with weights that are missing, left over or not finite. Never throws.
 */
export function readTeachableMachineModel(
  modelJson: string,
  weights: Uint8Array<ArrayBuffer>,
): Result<NamedNetwork, ExportFault> {
  try {
    return networkOf(modelJson, weights);
  } catch (error) {
    if (error instanceof Refusal) return failed(error.fault);
    throw error;
  }
}

function networkOf(
  modelJson: string,
  bytes: Uint8Array<ArrayBuffer>,
): Result<NamedNetwork, ExportFault> {
  const { modelTopology, weightsManifest } = parsed(
    'model.json',
    ModelJson,
    parseJsonText(modelJson),
  );
  const [{ weights: weightSpecs }] = weightsManifest;
  const weights = bytes.slice().buffer;
  const stored = splitWeights(weightSpecs, weights);
  if (!stored) throw badWeights('not as long as their list says');
  const layers = flattenLayers(modelTopology);
  const [pooling, hidden, output] = tailOf(layers);
  const head = headOf(hidden, output, stored);
  const model = { topology: modelTopology, weightSpecs, weights };
  const graph = layersGraph(model, pooling.name);
  if (!graph.ok) return graph;
  const own = [`${hidden.name}/kernel`, `${hidden.name}/bias`, `${output.name}/kernel`];
  const left = graph.value.left.filter((name) => !own.includes(name));
  if (left.length > 0) throw badWeights(`${left[0]} belongs to no layer`);
  const network = buildNetwork({ ...graph.value, inputRange: PIXELS }, head);
  return network.ok ? ok({ ...network.value, embeddingName: pooling.name }) : network;
}

/** Mean, hidden layer and output, each of the one before. */
function tailOf(layers: readonly FlatLayer[]): [FlatLayer, FlatLayer, FlatLayer] {
  const [pooling, hidden, output] = layers.slice(-3);
  const kinds = [pooling, hidden, output].map((layer) => layer?.className);
  const place = layers.length - 3;
  const inputs = [hidden, output].map((layer) => layer?.inputs);
  const wanted = ['GlobalAveragePooling2D', 'Dense', 'Dense'];
  if (!pooling || !hidden || !output || `${kinds}${inputs}` !== `${wanted}${[place, place + 1]}`) {
    throw refusal('modelTopology', `ends in ${kinds}`);
  }
  return [pooling, hidden, output];
}

function headOf(hidden: FlatLayer, output: FlatLayer, stored: readonly Weight[]): Head {
  const { units } = parsed(hidden.name, Hidden, hidden.config);
  const { units: classes } = parsed(output.name, Output, output.config);
  const found = (name: string, shape: (number | null)[]) => {
    const weight = stored.find(({ spec }) => spec.name === name);
    const fits = weight?.spec.shape.map((length, at) => (shape[at] === null ? null : length));
    if (!weight || `${fits}` !== `${shape}`) throw badWeights(`${name} is [${weight?.spec.shape}]`);
    return new Float32Array(weight.bytes.slice().buffer);
  };
  const hiddenKernel = found(`${hidden.name}/kernel`, [null, units]);
  return {
    kind: 'hidden',
    features: hiddenKernel.length / units,
    units,
    classes,
    hiddenKernel,
    hiddenBias: found(`${hidden.name}/bias`, [units]),
    kernel: found(`${output.name}/kernel`, [units, classes]),
    bias: new Float32Array(classes),
  };
}

function badWeights(detail: string): Refusal {
  return new Refusal({ kind: 'bad-weights', detail: `weights.bin: ${detail}` });
}
