import { failed, ok, type Result } from '../../result.ts';
import type { Network } from '../network/types.ts';
import type { ExportFault, ModelMetadata } from '../types.ts';
import { joinWeights } from '../weight-layout.ts';
import { addBaseLayers } from './base-layers.ts';
import { teachableHead } from './head-layers.ts';
import { type LayerJson, LayersBuilder } from './layers-builder.ts';

/** model.json, weights.bin and metadata.json, as `tmImage.load` of `@teachablemachine/image` reads them. */
export interface TeachableMachineModel {
  modelJson: string;
  weights: Uint8Array<ArrayBuffer>;
  metadata: string;
}

/** The names in Teachable Machine's own files. */
const HIDDEN = 'dense_Dense1';
const OUTPUT = 'dense_Dense2';
/** The layer whose output is the embedding. */
export const POOLING = 'global_average_pooling2d_GlobalAveragePooling2D1';

/**
 * A network as a model of Teachable Machine: a layers model of its shape, Sequential [Sequential
 * [backbone, global average], Sequential [Dense relu, Dense softmax without bias]], which takes
 * value / 127 − 1, float32 [n, 224, 224, 3], and gives probabilities [n, classes]. It holds only
 * what TensorFlow.js 1.3.1 knows: no Rescaling layer, no float16.
 * @param metadata goes whole into metadata.json's `userMetadata`.
 * @returns The fault `unsupported-operation` where the embedding is not the average of the places
 * of an image, or where the backbone holds what is no layer of a backbone.
 */
export function teachableMachineModel(
  network: Network,
  metadata: ModelMetadata,
): Result<TeachableMachineModel, ExportFault> {
  const { operations, embedding, head } = network;
  const pooling = operations[embedding];
  if (pooling?.kind !== 'average') return unsupported(pooling?.kind ?? 'no embedding');
  const builder = new LayersBuilder([HIDDEN, OUTPUT]);
  const base = addBaseLayers(builder, network, pooling.input);
  if ('unsupported' in base) return unsupported(base.unsupported);
  const { units, kernel, bias, outputKernel } = teachableHead(head);
  builder.addWeights(HIDDEN, {
    kernel: { shape: [head.features, units], values: kernel },
    bias: { shape: [units], values: bias },
  });
  builder.addWeights(OUTPUT, {
    kernel: { shape: [units, head.classes], values: outputKernel },
  });
  const baseModel: LayerJson = {
    class_name: 'Model',
    config: {
      name: 'model1',
      layers: builder.layers,
      input_layers: [[base.input, 0, 0]],
      output_layers: [[base.output, 0, 0]],
    },
  };
  const topology = sequential('sequential_4', [
    sequential('sequential_1', [
      baseModel,
      {
        class_name: 'GlobalAveragePooling2D',
        config: {
          name: POOLING,
          trainable: true,
          data_format: 'channels_last',
        },
      },
    ]),
    sequential('sequential_3', [
      dense(HIDDEN, {
        units,
        activation: 'relu',
        use_bias: true,
        batch_input_shape: [null, head.features],
      }),
      dense(OUTPUT, { units: head.classes, activation: 'softmax', use_bias: false }),
    ]),
  ]);
  return ok({
    modelJson: JSON.stringify({
      format: 'layers-model',
      generatedBy: `Show & Tell ${metadata.versions.app}`,
      convertedBy: null,
      modelTopology: {
        ...topology,
        keras_version: 'tfjs-layers 1.3.1',
        backend: 'tensor_flow.js',
      },
      weightsManifest: [
        { paths: ['weights.bin'], weights: builder.weights.map(({ spec }) => spec) },
      ],
    }),
    weights: joinWeights(builder.weights),
    metadata: `${JSON.stringify(imageMetadata(network, metadata), null, 2)}\n`,
  });
}

/** metadata.json: readers ask for `labels`, `imageSize` and `packageName`. */
function imageMetadata({ size }: Network, metadata: ModelMetadata) {
  return {
    tfjsVersion: metadata.versions.tfjs,
    packageVersion: '0.8.4',
    packageName: '@teachablemachine/image',
    timeStamp: metadata.exportedAt,
    userMetadata: metadata,
    modelName: 'show-and-tell-model',
    labels: metadata.labels,
    imageSize: size,
  };
}

function sequential(name: string, layers: LayerJson[]): LayerJson {
  return { class_name: 'Sequential', config: { name, layers } };
}

function dense(name: string, config: Record<string, unknown>): LayerJson {
  return { class_name: 'Dense', config: { ...config, name, trainable: true } };
}

function unsupported(operation: string): Result<never, ExportFault> {
  return failed({ kind: 'unsupported-operation', format: 'teachable-machine', operation });
}
