import { CHANNELS_LAST, FLOAT, GraphBuilder, shapeAttr } from '../graph-builder.ts';
import type { Weight } from '../weight-layout.ts';
import type { FlatLayer } from './flatten-layers.ts';
import * as configs from './layer-configs.ts';
import { parsed, refusal } from './layers-json.ts';
import { Refusal, refuseOperation } from './refusal.ts';

/** What a layer became. */
export interface LayerValue {
  node: string;
  /** Whether it has rows and columns, be they one of each. */
  image: boolean;
}

const INT = { type: 'DT_INT32' };
const PADDING = { same: { s: 'U0FNRQ==' }, valid: { s: 'VkFMSUQ=' } };

/** Writes layers as the nodes that a TensorFlow.js graph would have in their place. */
export class LayerNodes {
  readonly builder = new GraphBuilder();
  readonly #weights: ReadonlyMap<string, Weight>;
  readonly #taken = new Set<string>();

  constructor(weights: readonly Weight[]) {
    this.#weights = new Map(weights.map((weight) => [weight.spec.name, weight]));
  }

  /** Names of weights that no layer has taken. */
  get left(): string[] {
    return [...this.#weights.keys()].filter((name) => !this.#taken.has(name));
  }

  /** @throws Refusal of a layer that is not known, or not as it should be. */
  add(layer: FlatLayer, inputs: readonly LayerValue[]): LayerValue {
    const { name, className } = layer;
    const [input] = inputs;
    if (className === 'InputLayer') return input ?? this.#placeholder(layer);
    if (!input) throw refusal(name, 'reads nothing');
    if (className === 'Add' || className === 'Multiply') {
      return { node: this.#combination(layer, inputs), image: inputs.every(({ image }) => image) };
    }
    if (inputs.length > 1) throw refusal(name, `${inputs.length} inputs`);
    switch (className) {
      case 'Dropout':
      case 'SpatialDropout2D':
        return input;
      case 'Flatten':
        return input.image ? { node: this.#squeeze(name, input.node), image: false } : input;
      case 'Reshape': {
        const { target_shape } = this.#config(layer, configs.Reshape);
        return {
          node: this.#reshape(name, input.node, target_shape),
          image: target_shape.length === 3,
        };
      }
      case 'GlobalAveragePooling2D': {
        const { keepdims } = this.#config(layer, configs.GlobalPooling);
        return { node: this.mean(name, input.node, keepdims), image: keepdims };
      }
      default:
        return { node: this.#plain(layer, input.node), image: input.image };
    }
  }

  /** The mean over rows and columns. */
  mean(name: string, input: string, keepDims: boolean): string {
    const axes = this.builder.constant(`${name}/axes`, [2], Int32Array.of(1, 2));
    const attr = { ...FLOAT, Tidx: INT, keep_dims: { b: keepDims } };
    return this.builder.add(name, 'Mean', [input, axes], attr);
  }

  /** Layers of one input that leave rows and columns rows and columns. */
  #plain(layer: FlatLayer, input: string): string {
    switch (layer.className) {
      case 'Conv2D':
      case 'DepthwiseConv2D':
        return this.#convolution(layer, input);
      case 'BatchNormalization':
        return this.#batchNorm(layer, input);
      case 'ReLU':
        return this.#relu(layer, input);
      case 'Activation':
        return this.#activated(
          layer.name,
          this.#config(layer, configs.Activation).activation,
          input,
        );
      case 'ZeroPadding2D':
        return this.#pad(layer, input);
      case 'AveragePooling2D':
        return this.#averagePool(layer, input);
      case 'Rescaling':
        return this.#rescaling(layer, input);
      default:
        return refuseOperation(layer.className);
    }
  }

  #placeholder(layer: FlatLayer): LayerValue {
    const { batch_input_shape, batch_shape } = this.#config(layer, configs.Input);
    const shape = (batch_input_shape ?? batch_shape ?? []).map((length) => length ?? -1);
    const node = this.builder.add(layer.name, 'Placeholder', [], {
      dtype: { type: 'DT_FLOAT' },
      shape: { shape: shapeAttr(shape) },
    });
    return { node, image: true };
  }

  #convolution(layer: FlatLayer, input: string): string {
    const { name, className } = layer;
    const depthwise = className === 'DepthwiseConv2D';
    const config = this.#config(layer, configs.Convolution);
    const { strides, padding, dilation_rate, use_bias, activation } = config;
    const variable = depthwise ? 'depthwise_kernel' : 'kernel';
    const [height, width, , outputs] = this.#found(name, variable).spec.shape;
    const { kernel_size = [height, width], filters = outputs } = config;
    if (`${kernel_size}` !== `${[height, width]}` || (!depthwise && filters !== outputs)) {
      throw refusal(name, `${filters} filters of ${kernel_size}`);
    }
    const kernel = this.#weight(name, variable);
    const convolved = this.builder.add(
      name,
      depthwise ? 'DepthwiseConv2dNative' : 'Conv2D',
      [input, kernel],
      {
        ...FLOAT,
        strides: integers([1, ...strides, 1]),
        dilations: integers([1, ...dilation_rate, 1]),
        padding: PADDING[padding],
        data_format: CHANNELS_LAST,
      },
    );
    const biased = use_bias
      ? this.builder.add(`${name}/biased`, 'BiasAdd', [convolved, this.#weight(name, 'bias')], {
          ...FLOAT,
          data_format: CHANNELS_LAST,
        })
      : convolved;
    return this.#activated(name, activation, biased);
  }

  #batchNorm(layer: FlatLayer, input: string): string {
    const { name } = layer;
    const { epsilon, center, scale } = this.#config(layer, configs.BatchNorm);
    const [channels = 0] = this.#found(name, 'moving_mean').spec.shape;
    const all = (value: number) => new Float32Array(channels).fill(value);
    const gamma = scale
      ? this.#weight(name, 'gamma')
      : this.builder.constant(`${name}/gamma`, [channels], all(1));
    const beta = center
      ? this.#weight(name, 'beta')
      : this.builder.constant(`${name}/beta`, [channels], all(0));
    const moments = [this.#weight(name, 'moving_mean'), this.#weight(name, 'moving_variance')];
    return this.builder.add(name, 'FusedBatchNormV3', [input, gamma, beta, ...moments], {
      ...FLOAT,
      epsilon: { f: epsilon },
      is_training: { b: false },
      data_format: CHANNELS_LAST,
    });
  }

  #relu(layer: FlatLayer, input: string): string {
    const { max_value } = this.#config(layer, configs.ReLU);
    return this.#activated(layer.name, max_value === 6 ? 'relu6' : 'relu', input);
  }

  #activated(name: string, activation: string, input: string): string {
    switch (activation) {
      case 'linear':
        return input;
      case 'relu':
        return this.builder.add(name, 'Relu', [input]);
      case 'relu6':
        return this.builder.add(name, 'Relu6', [input]);
      default:
        return refuseOperation(activation);
    }
  }

  #combination({ name, className }: FlatLayer, inputs: readonly LayerValue[]): string {
    const nodes = inputs.map(({ node }) => node);
    if (className === 'Add') {
      return this.builder.add(name, 'AddN', nodes, { ...FLOAT, N: { i: String(nodes.length) } });
    }
    if (nodes.length !== 2) throw refusal(name, `a product of ${nodes.length}`);
    return this.builder.add(name, 'Mul', nodes);
  }

  #pad(layer: FlatLayer, input: string): string {
    const { padding } = this.#config(layer, configs.ZeroPadding);
    const around = Int32Array.of(0, 0, ...padding.flat(), 0, 0);
    const paddings = this.builder.constant(`${layer.name}/paddings`, [4, 2], around);
    return this.builder.add(layer.name, 'Pad', [input, paddings], { ...FLOAT, Tpaddings: INT });
  }

  #averagePool(layer: FlatLayer, input: string): string {
    const { pool_size, strides, padding } = this.#config(layer, configs.Pooling);
    return this.builder.add(layer.name, 'AvgPool', [input], {
      ...FLOAT,
      ksize: integers([1, ...pool_size, 1]),
      strides: integers([1, ...(strides ?? pool_size), 1]),
      padding: PADDING[padding],
      data_format: CHANNELS_LAST,
    });
  }

  #rescaling(layer: FlatLayer, input: string): string {
    const { name } = layer;
    const { scale, offset } = this.#config(layer, configs.Rescaling);
    const factor = this.builder.constant(`${name}/scale`, [scale.length], new Float32Array(scale));
    const scaled = this.builder.add(`${name}/scaled`, 'Mul', [input, factor]);
    const more = this.builder.constant(`${name}/offset`, [offset.length], new Float32Array(offset));
    return this.builder.add(name, 'AddV2', [scaled, more]);
  }

  #squeeze(name: string, input: string): string {
    return this.builder.add(name, 'Squeeze', [input], { ...FLOAT, squeeze_dims: integers([1, 2]) });
  }

  #reshape(name: string, input: string, shape: readonly number[]): string {
    const lengths = Int32Array.of(-1, ...shape);
    const wanted = this.builder.constant(`${name}/shape`, [lengths.length], lengths);
    return this.builder.add(name, 'Reshape', [input, wanted], { ...FLOAT, Tshape: INT });
  }

  #config<Output>(layer: FlatLayer, schema: configs.ConfigSchema<Output>): Output {
    return parsed(`${layer.className} ${layer.name}`, schema, layer.config);
  }

  #found(layer: string, name: string): Weight {
    const weight = this.#weights.get(`${layer}/${name}`);
    if (!weight) throw new Refusal({ kind: 'missing-weight', name: `${layer}/${name}` });
    this.#taken.add(weight.spec.name);
    return weight;
  }

  /** A constant with a layer's weight, quantised where it is stored so. */
  #weight(layer: string, name: string): string {
    const { spec, bytes } = this.#found(layer, name);
    const node = this.builder.constant(spec.name, spec.shape, new Float32Array(0));
    this.builder.weights.pop();
    this.builder.weights.push({ spec: { ...spec, name: node }, bytes });
    return node;
  }
}

function integers(values: readonly number[]) {
  return { list: { i: values.map(String) } };
}
