import type { KerasLayer } from './keras-layer.ts';

const MODEL_NAME = 'show_and_tell';

/**
 * `config.json` of `model.keras`: a functional model as Keras 3 writes it, without what is so by
 * default.
 * @param layers from the input to the output.
 */
export function kerasConfig(layers: readonly KerasLayer[]): unknown {
  return {
    module: 'keras.src.models.functional',
    class_name: 'Functional',
    config: {
      ...functional(layers, (layer) => ({
        module: 'keras.layers',
        class_name: layer.className,
        config: layerConfig(layer, 'batch_shape'),
        registered_name: null,
        name: layer.name,
        inbound_nodes: inboundNodes(layer),
      })),
      input_layers: [layers[0]?.name, 0, 0],
      output_layers: [layers.at(-1)?.name, 0, 0],
    },
    registered_name: 'Functional',
  };
}

/** The attribute `model_config` of `model.h5`: the same model as Keras 2 writes it. */
export function legacyConfig(layers: readonly KerasLayer[]): unknown {
  return {
    class_name: 'Functional',
    config: {
      ...functional(layers, (layer) => ({
        class_name: layer.className,
        config: layerConfig(layer, 'batch_input_shape'),
        name: layer.name,
        inbound_nodes:
          layer.inputs.length === 0 ? [] : [layer.inputs.map(({ name }) => [name, 0, 0, {}])],
      })),
      input_layers: [[layers[0]?.name, 0, 0]],
      output_layers: [[layers.at(-1)?.name, 0, 0]],
    },
  };
}

function functional(
  layers: readonly KerasLayer[],
  write: (layer: KerasLayer) => Record<string, unknown>,
) {
  return { name: MODEL_NAME, trainable: true, layers: layers.map(write) };
}

function layerConfig({ name, config, inputs, shape }: KerasLayer, shapeKey: string) {
  // Said outright, since it is not always the default: that follows the reader's own Keras settings.
  const common = { name, dtype: 'float32' };
  if (inputs.length > 0) return { ...common, trainable: true, ...config };
  return { ...common, [shapeKey]: [null, ...shape], sparse: false, ragged: false };
}

function inboundNodes({ inputs }: KerasLayer): unknown[] {
  if (inputs.length === 0) return [];
  const tensors = inputs.map(({ name, shape }) => ({
    class_name: '__keras_tensor__',
    config: { shape: [null, ...shape], dtype: 'float32', keras_history: [name, 0, 0] },
  }));
  // Layers which merge take one argument, a list.
  return [{ args: tensors.length === 1 ? tensors : [tensors], kwargs: {} }];
}
