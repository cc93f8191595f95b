import type { GraphNode } from '../../backbone/types.ts';
import { isImage, isVector, type Signal } from './draft.ts';
import { integersOf } from './node-attributes.ts';
import { constantAt, integersAt, plainSignalAt, signalAt, type Value } from './node-inputs.ts';
import { refuse } from './refusal.ts';
import { around, paddingOf } from './strides-and-padding.ts';

/** `Pad`: zeros that wait for the convolution that reads them. */
export function readPad(node: GraphNode, inputs: readonly Value[]): Signal {
  const signal = signalAt(node, inputs, 0);
  const { shape } = constantAt(node, inputs, 1);
  if (!isImage(signal) || `${shape}` !== '4,2') refuse(node, `paddings [${shape}]`);
  const zeros = paddingOf(node, integersAt(node, inputs, 1));
  return { ...signal, padding: around(signal.padding, zeros) };
}

/** `Squeeze` of rows and columns. */
export function readSqueeze(node: GraphNode, inputs: readonly Value[]): Signal {
  const signal = plainSignalAt(node, inputs, 0);
  const { lengths } = signal;
  const given = integersOf(node, 'squeeze_dims', []);
  const axes = given.map((axis) => (axis < 0 ? axis + lengths.length + 1 : axis));
  const dropped = lengths.map((length, place) =>
    axes.length === 0 ? length === 1 : axes.includes(place + 1),
  );
  const onlyOnes = lengths.every((length, place) => !dropped[place] || length === 1);
  if (!onlyOnes || axes.some((axis) => axis < 1 || axis > lengths.length)) {
    refuse(node, `dimensions ${given} of [${lengths}]`);
  }
  return { ...signal, lengths: lengths.filter((_, place) => !dropped[place]) };
}

/** `Reshape` of one vector for each picture, whose numbers stay in their order. */
export function readReshape(node: GraphNode, inputs: readonly Value[]): Signal {
  const signal = plainSignalAt(node, inputs, 0);
  const [, , channels] = signal.shape;
  const wanted = integersAt(node, inputs, 1);
  const [batch, ...rest] = wanted;
  const known = rest.filter((length) => length !== -1).reduce((all, length) => all * length, 1);
  // One −1 may stand for the batch, or, in a graph made for one picture, for another length.
  const lengths = rest.map((length) => (length === -1 ? channels / known : length));
  const keeps =
    isVector(signal) &&
    wanted.filter((length) => length === -1).length <= 1 &&
    (batch === -1 || batch === 1) &&
    lengths.every((length) => Number.isSafeInteger(length) && length > 0) &&
    lengths.reduce((all, length) => all * length, 1) === channels;
  if (!keeps) refuse(node, `[${signal.lengths}] to [${wanted}]`);
  return { ...signal, lengths };
}

/** `Transpose` of one vector for each picture, whose numbers stay in their order. */
export function readTranspose(node: GraphNode, inputs: readonly Value[]): Signal {
  const signal = plainSignalAt(node, inputs, 0);
  const { lengths } = signal;
  const order = integersAt(node, inputs, 1);
  const isOrder = `${[...order].sort()}` === `${[0, ...lengths.map((_, place) => place + 1)]}`;
  const [batch, ...rest] = order;
  const still = rest.every((from, place) => from === place + 1);
  if (!isOrder || batch !== 0 || !(isVector(signal) || still)) {
    refuse(node, `[${lengths}] by ${order}`);
  }
  return { ...signal, lengths: rest.map((from) => lengths[from - 1]) };
}
