import type { Head } from '../../head/types.ts';
import { refusal } from '../network/layers-json.ts';
import type { Network, Operation, ValueId } from '../network/types.ts';
import type { FunctionalJson, LayerJson } from './layer-schema.ts';
import { readLayers } from './read-layers.ts';
import { layersInKerasOrder } from './read-order.ts';
import type { StoredWeights } from './read-weights.ts';

/**
 * The network that a model's file spells out. Throws a Refusal, `bad-graph` or `bad-weights`.
 * @param weightsOf is called with the layers in the order in which Keras holds them.
 */
export function networkIn(
  model: FunctionalJson,
  weightsOf: (layers: readonly LayerJson[]) => StoredWeights,
): Network {
  const layers = layersInKerasOrder(model);
  const weights = weightsOf(layers);
  const { size, centre, operations } = readLayers(layers, weights);
  weights.finish();
  return { size, centre, operations, ...headOf(operations) };
}

/** The head that the last operations spell out: one dense layer, or two with a relu between. */
function headOf(operations: readonly Operation[]): { embedding: ValueId; head: Head } {
  const kinds = operations.map(({ kind }) => kind);
  const dense = operations.filter((operation) => operation.kind === 'dense');
  const [first, second] = dense;
  const tail = [...dense.map(({ kind }) => kind), 'softmax'];
  if (!first || dense.length > 2 || `${kinds.slice(-tail.length)}` !== `${tail}`) {
    throw refusal('layers', `ends in ${kinds.slice(-3)}`);
  }
  const last = second ?? first;
  const { kernel, bias } = last;
  const features = first.kernel.length / first.bias.length;
  const classes = bias.length;
  const embedding = first.input;
  if (last.activation !== 'none' || (second && first.activation !== 'relu')) {
    throw refusal(last.name, 'activations that no head has');
  }
  if (!second) {
    return { embedding, head: { kind: 'linear', features, classes, kernel, bias } };
  }
  const units = first.bias.length;
  const [hiddenKernel, hiddenBias] = [first.kernel, first.bias];
  return {
    embedding,
    head: { kind: 'hidden', features, units, classes, hiddenKernel, hiddenBias, kernel, bias },
  };
}
