import { GraphBuilder, shapeAttr } from './graph-builder.ts';
import { addOperation } from './graph-operation.ts';
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
}

/**
 * A network as one graph model.
 *
 * Input `image`: RGB pixels, float32 0 to 255, [n, 224, 224, 3]. Output `probabilities`,
 * float32 [n, classes].
 * @param options.precision of the weights on disk; they are computed with in float32 all the same.
 * @param options.means by operation, the mean of each channel of its result on the user's pictures:
 *   8-bit weights are better with it.
 */
export function buildTfjsModel(network: Network, options: TfjsOptions = {}): TfjsModel {
  const { appVersion = '', precision = 'float32', means = [] } = options;
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
  for (const operation of operations) {
    values.push(
      addOperation(
        { builder, network, precision, means },
        operation,
        (id) => values[id] ?? centred,
      ),
    );
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
