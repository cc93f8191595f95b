import { failed, ok, type Result } from '../../result.ts';
import { affineAsDepthwise } from '../network/affine-as-depthwise.ts';
import type { Combination, Dense, Network, Operation, ValueId } from '../network/types.ts';
import { IMAGE } from '../network/types.ts';
import type { ExportFault } from '../types.ts';
import { addConvolution } from './convolution-layers.ts';
import type { KerasLayer } from './keras-layer.ts';
import { LayerList } from './layer-list.ts';

const INPUT = 'image';
const OUTPUT = 'probabilities';

/**
 * The network as layers that Keras 2 and 3 both have, each after those it needs, the first the
 * input, the last the softmax. A layer bears the name of its operation; what the operation needs
 * beside it (zeros around an image, a cut at 6) a name made from that.
 * Faults: `bad-graph` where the last operation is no softmax; `unsupported-operation` for a
 * depthwise convolution whose steps down and across differ, which TensorFlow does not run.
 */
export function networkLayers(network: Network): Result<KerasLayer[], ExportFault> {
  const { operations } = network;
  if (operations.at(-1)?.kind !== 'softmax') {
    return failed({ kind: 'bad-graph', detail: 'the last operation is no softmax' });
  }
  const uneven = operations.find(
    (operation) => operation.kind === 'depthwise' && operation.stride[0] !== operation.stride[1],
  );
  if (uneven !== undefined) {
    const operation = `${uneven.name}: depthwise convolution with uneven strides`;
    return failed({ kind: 'unsupported-operation', format: 'keras', operation });
  }
  return ok(new NetworkLayers(network).list.layers);
}

/** The layer that gives the result of an operation; null where the network has no such operation. */
export function layerName(network: Network, id: ValueId): string | null {
  return new NetworkLayers(network).results[id]?.name ?? null;
}

class NetworkLayers {
  readonly list: LayerList;
  readonly #image: KerasLayer;
  /** In the order of the operations. */
  readonly results: KerasLayer[] = [];

  constructor({ size, centre, operations }: Network) {
    this.list = new LayerList([INPUT, OUTPUT, ...operations.map(({ name }) => name)]);
    const shape = [size, size, 3];
    const input = this.list.add('InputLayer', INPUT, { shape });
    const same = centre.every((value) => value === centre[0]);
    const offset = same ? -centre[0] : centre.map((value) => -value);
    this.#image = this.list.add('Rescaling', this.list.free('centred'), {
      config: { scale: 1, offset },
      inputs: [input],
      shape,
    });
    for (const operation of operations) {
      this.results.push(this.#layer(operation, this.#nameOf(operation, operations.at(-1))));
    }
  }

  #nameOf(operation: Operation, last: Operation | undefined): string {
    if (operation === last) return OUTPUT;
    const { name } = operation;
    return name === INPUT || name === OUTPUT ? this.list.free(name) : name;
  }

  #layer(operation: Operation, name: string): KerasLayer {
    switch (operation.kind) {
      case 'convolution':
      case 'depthwise':
        return addConvolution(this.list, this.#places(operation.input), operation, name);
      case 'affine': {
        const { list } = this;
        // `Rescaling` takes lists as well, but in Keras 3 it turns them where the reader's Keras is
        // set to channels first.
        const depthwise = affineAsDepthwise(operation);
        return addConvolution(list, this.#places(operation.input), depthwise, name);
      }
      case 'add':
      case 'multiply':
        return this.#combination(operation, name);
      case 'average':
        return this.list.add('GlobalAveragePooling2D', name, {
          config: { data_format: 'channels_last' },
          inputs: [this.#places(operation.input)],
          shape: [operation.shape[2]],
        });
      case 'dense':
        return this.#dense(operation, name);
      case 'softmax':
        return this.list.add('Softmax', name, {
          config: { axis: -1 },
          inputs: [this.#row(operation.input)],
          shape: [operation.shape[2]],
        });
    }
  }

  #combination({ kind, inputs, shape, activation }: Combination, name: string): KerasLayer {
    const className = kind === 'add' ? 'Add' : 'Multiply';
    const layers = inputs.map((id) => this.#places(id));
    return this.list.activated(
      this.list.add(className, name, { inputs: layers, shape }),
      activation,
    );
  }

  #dense({ input, kernel, bias, activation }: Dense, name: string): KerasLayer {
    const row = this.#row(input);
    const units = bias.length;
    return this.list.add('Dense', name, {
      config: { units, activation: activation === 'relu' ? 'relu' : 'linear', use_bias: true },
      inputs: [row],
      shape: [units],
      weights: [
        { name: 'kernel', shape: [...row.shape, units], values: kernel },
        { name: 'bias', shape: [units], values: bias },
      ],
    });
  }

  /** A value as [height, width, channels]. */
  #places(id: ValueId): KerasLayer {
    const layer = this.#result(id);
    if (layer.shape.length === 3) return layer;
    return this.list.reshaped(layer, [1, 1, ...layer.shape]);
  }

  /** A value of one place as [channels]. */
  #row(id: ValueId): KerasLayer {
    const layer = this.#result(id);
    return layer.shape.length === 1 ? layer : this.list.reshaped(layer, layer.shape.slice(2));
  }

  #result(id: ValueId): KerasLayer {
    const layer = id === IMAGE ? this.#image : this.results[id];
    if (layer === undefined) throw new RangeError(`operation ${id} comes later`);
    return layer;
  }
}
