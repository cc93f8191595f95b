import type { GraphNode } from '../../backbone/types.ts';
import {
  type ChannelMap,
  chain,
  identityMap,
  onlyScales,
  scaling,
  shifting,
} from './channel-map.ts';
import type { Constant } from './constant.ts';
import {
  addDraft,
  type Draft,
  isImage,
  isPadded,
  isVector,
  type Reading,
  type Signal,
} from './draft.ts';
import { numberOf, wordOf } from './node-attributes.ts';
import { channelsAt, constantAt, signalAt, type Value } from './node-inputs.ts';
import { refuse, refuseOperation } from './refusal.ts';

/**
 * Sums, products and batch norms. What a constant does to a signal only changes the signal's map;
 * two signals make a draft. `AddN` may mix both, in any order: grappler moves a convolution's bias
 * behind the residual sum.
 */
export function readArithmetic(drafts: Draft[], node: GraphNode, inputs: readonly Value[]): Signal {
  switch (node.op) {
    case 'Sub': {
      const [left, right, ...more] = inputs;
      if (!left || !right || more.length > 0) return refuse(node, `${inputs.length} inputs`);
      return sum(drafts, node, [left, negative(right)]);
    }
    case 'Mul':
      return product(drafts, node, inputs);
    case 'RealDiv': {
      const [left, right] = inputs;
      if (left?.kind !== 'signal' || right?.kind !== 'constant') return refuseOperation(node.op);
      const inverse = Float64Array.from(right.values, (value) => 1 / value);
      return product(drafts, node, [left, { ...right, values: inverse }]);
    }
    case 'FusedBatchNorm':
    case 'FusedBatchNormV2':
    case 'FusedBatchNormV3':
      return batchNorm(node, inputs);
    default:
      return sum(drafts, node, inputs);
  }
}

function sum(drafts: Draft[], node: GraphNode, inputs: readonly Value[]): Signal {
  const [signals, constants] = sorted(inputs);
  const [first, ...rest] = signals;
  if (!first) return refuse(node, 'no input is made from the image');
  const total = rest.reduce(
    (left, right) =>
      combined(drafts, node, { kind: 'add', signals: [left, right], maps: [left.map, right.map] }),
    first,
  );
  return constants.reduce(
    (signal, constant) => mapped(node, signal, shifting(channelsAt(node, constant, signal))),
    total,
  );
}

function product(drafts: Draft[], node: GraphNode, inputs: readonly Value[]): Signal {
  const [signals, constants] = sorted(inputs);
  const [left, right] = signals;
  if (inputs.length !== 2 || !left)
    return refuse(node, 'no product of two, one made from the image');
  if (!right) {
    const [constant] = constants;
    return mapped(node, left, scaling(channelsAt(node, constant, left)));
  }
  // (a · x) · (b · y) = (a · b) · (x · y): what follows may be able to fold the factors, a product is not.
  const lifted = [left, right].map(({ map }) => (onlyScales(map) ? map : null));
  const [one, other] = [left, right].map(({ map, shape }, place) =>
    lifted[place] ? identityMap(shape[2]) : map,
  );
  const result = combined(drafts, node, {
    kind: 'multiply',
    signals: [left, right],
    maps: [one, other],
  });
  return lifted.reduce((signal, map) => (map ? mapped(node, signal, map) : signal), result);
}

/** tfjs takes an epsilon of 0.001 where the node has none. */
function batchNorm(node: GraphNode, inputs: readonly Value[]): Signal {
  if (wordOf(node, 'data_format', 'NHWC') !== 'NHWC') refuse(node, 'data_format');
  const signal = signalAt(node, inputs, 0);
  const [scale, offset, mean, variance] = [1, 2, 3, 4].map((place) =>
    channelsAt(node, constantAt(node, inputs, place), signal),
  );
  const epsilon = numberOf(node, 'epsilon', 0.001);
  const factor = scale.map((value, channel) => value / Math.sqrt(variance[channel] + epsilon));
  return mapped(node, signal, {
    factor,
    offset: offset.map((value, channel) => value - mean[channel] * factor[channel]),
  });
}

function sorted(inputs: readonly Value[]): [Signal[], Constant[]] {
  return [
    inputs.filter((value) => value.kind === 'signal'),
    inputs.filter((value) => value.kind === 'constant'),
  ];
}

function negative(value: Value): Value {
  if (value.kind === 'constant') {
    return { ...value, values: Float64Array.from(value.values, (number) => -number) };
  }
  const minus = new Float64Array(value.shape[2]).fill(-1);
  return { ...value, map: chain(value.map, scaling(minus)) };
}

function mapped(node: GraphNode, signal: Signal, map: ChannelMap): Signal {
  if (isPadded(signal.padding) && !onlyScales(map)) refuse(node, 'moves the zeros of a Pad');
  return { ...signal, map: chain(signal.map, map) };
}

interface Pair {
  kind: 'add' | 'multiply';
  signals: [Signal, Signal];
  /** What is still to be done to the signals' sources. */
  maps: [ChannelMap, ChannelMap];
}

function combined(drafts: Draft[], node: GraphNode, { kind, signals, maps }: Pair): Signal {
  const [left, right] = signals;
  if (isPadded(left.padding) || isPadded(right.padding)) refuse(node, 'reads a Pad');
  const larger = isVector(left) ? right : left;
  const same = `${left.lengths}` === `${right.lengths}` && `${left.shape}` === `${right.shape}`;
  const spread =
    isImage(left) &&
    isImage(right) &&
    left.shape[2] === right.shape[2] &&
    (isVector(left) || isVector(right));
  if (!same && !spread) refuse(node, `[${left.lengths}] with [${right.lengths}]`);
  const inputs: [Reading, Reading] = [
    { source: left.source, map: maps[0] },
    { source: right.source, map: maps[1] },
  ];
  const result = addDraft(drafts, { kind, inputs, shape: larger.shape, activation: 'none' });
  return { ...result, lengths: larger.lengths };
}
