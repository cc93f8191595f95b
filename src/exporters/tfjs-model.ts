import { GraphBuilder, shapeAttr } from './graph-builder.ts';
import { addOperation } from './graph-operation.ts';
import { addRounding, type Rounding } from './graph-rounding.ts';
import type { Network } from './network/types.ts';
import type { WeightPrecision } from './types.ts';
import { joinWeights } from './weight-layout.ts';

/** The two files that `tf.loadGraphModel` reads. */
export interface TfjsModel {
  modelJson: string;
  weights: Uint8Array<ArrayBuffer>;
}

export interface TfjsOptions {
  appVersion?: string;
  precision?: WeightPrecision;
  means?: ArrayLike<number>[];
  roundings?: readonly (Rounding | null)[];
}

/**
 * A network as one graph model.
 *
 * Input `image`: RGB pixels, float32 0 to 255, [n, 224, 224, 3]. Output `probabilities`,
 * float32 [n, classes].
 * @param options.precision of the weights on disk; they are computed with in float32 all the same.
 * @param options.means by operation, the mean of each channel of its result on the user's pictures:
 *   8-bit weights are better with it.
 * @param options.roundings by operation: answers are then those of a file in integers.
 */
export function buildTfjsModel(network: Network, options: TfjsOptions = {}): TfjsModel {
  const { appVersion = '', precision = 'float32', means = [], roundings = [] } = options;
  const { size, centre, operations, head } = network;
  const imageShape = [-1, size, size, 3];
  const builder = new GraphBuilder();
  const image = builder.add('image', 'Placeholder', [], {
    dtype: { type: 'DT_FLOAT' },
    shape: { shape: shapeAttr(imageShape) },
  });
  const middle = builder.constant('centre', [3], Float32Array.from(centre));
  const centred = builder.add('centred', 'Sub', [image, middle]);
  const values: string[] = [];
  const written = { builder, network, precision, means };
  for (const [at, operation] of operations.entries()) {
    const made = addOperation(written, operation, (id) => values[id] ?? centred);
    const rounding = roundings[at] ?? null;
    values.push(rounding === null ? made : addRounding(builder, made, rounding));
  }
  const probabilities = values.at(-1) ?? centred;

  const { weights } = builder;
  const model = {
    format: 'graph-model',
    generatedBy: `Show & Tell ${appVersion}`,
    convertedBy: null,
    signature: {
      inputs: { image: tensorInfo(image, imageShape) },
      outputs: { probabilities: tensorInfo(probabilities, [-1, head.classes]) },
    },
    modelTopology: { node: builder.nodes, library: {}, versions: { producer: 1 } },
    weightsManifest: [{ paths: ['weights.bin'], weights: weights.map(({ spec }) => spec) }],
  };
  return { modelJson: JSON.stringify(model), weights: joinWeights(weights) };
}

function tensorInfo(node: string, shape: readonly number[]) {
  return { name: `${node}:0`, dtype: 'DT_FLOAT', tensorShape: shapeAttr(shape) };
}
