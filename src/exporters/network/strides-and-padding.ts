import type { GraphNode } from '../../backbone/types.ts';
import { isImage, type Signal } from './draft.ts';
import { integersOf, wordOf } from './node-attributes.ts';
import { refuse } from './refusal.ts';
import type { Padding } from './types.ts';

/** How a kernel goes over an image. */
export interface Window {
  stride: [number, number];
  /** All zeros around the image, those of a `Pad` before the node included. */
  padding: Padding;
  /** Height and width of the result. */
  places: [number, number];
}

/**
 * Reads strides and padding of a convolution or pooling.
 * "SAME": ⌈length / stride⌉ places, the odd zero after the image
 * (https://www.tensorflow.org/api_docs/python/tf/nn#notes_on_padding_2).
 */
export function windowOf(
  node: GraphNode,
  kernelSize: readonly [height: number, width: number],
  signal: Signal,
): Window {
  const format = wordOf(node, 'data_format', 'NHWC');
  if (format !== 'NHWC') refuse(node, `data_format ${format}`);
  const dilations = integersOf(node, 'dilations', [1, 1, 1, 1]);
  if (dilations.some((step) => step !== 1)) refuse(node, `dilations ${dilations}`);
  if (!isImage(signal)) refuse(node, `reads [${signal.lengths}], not an image`);
  const [vertical, horizontal] = stridesOf(node);
  const [height, width] = signal.shape;
  const { top, bottom, left, right } = signal.padding;
  const explicit = explicitPadding(node);
  const down = along(node, {
    length: height + top + bottom,
    kernel: kernelSize[0],
    stride: vertical,
    explicit: [explicit.top, explicit.bottom],
  });
  const across = along(node, {
    length: width + left + right,
    kernel: kernelSize[1],
    stride: horizontal,
    explicit: [explicit.left, explicit.right],
  });
  return {
    stride: [vertical, horizontal],
    padding: around(signal.padding, {
      top: down.before,
      bottom: down.after,
      left: across.before,
      right: across.after,
    }),
    places: [down.places, across.places],
  };
}

/** Zeros around zeros. */
export function around(inner: Padding, outer: Padding): Padding {
  return {
    top: inner.top + outer.top,
    bottom: inner.bottom + outer.bottom,
    left: inner.left + outer.left,
    right: inner.right + outer.right,
  };
}

function stridesOf(node: GraphNode): [number, number] {
  const strides = integersOf(node, 'strides');
  const [batch, vertical, horizontal, channels] = strides;
  if (strides.length !== 4 || batch !== 1 || channels !== 1 || vertical < 1 || horizontal < 1) {
    refuse(node, `strides ${strides}`);
  }
  return [vertical, horizontal];
}

function explicitPadding(node: GraphNode): Padding {
  const given = wordOf(node, 'padding') === 'EXPLICIT' ? integersOf(node, 'explicit_paddings') : [];
  return paddingOf(node, given.length === 0 ? new Array(8).fill(0) : given);
}

/** Zeros before and after the batch, rows, columns and channels, as `Pad` lists them. */
export function paddingOf(node: GraphNode, eight: readonly number[]): Padding {
  const [b0, b1, top, bottom, left, right, c0, c1] = eight;
  if (eight.length !== 8 || eight.some((zeros) => zeros < 0) || b0 + b1 + c0 + c1 > 0) {
    refuse(node, `paddings ${eight}`);
  }
  return { top, bottom, left, right };
}

interface Axis {
  length: number;
  kernel: number;
  stride: number;
  explicit: [before: number, after: number];
}

function along(node: GraphNode, { length, kernel, stride, explicit }: Axis) {
  const word = wordOf(node, 'padding');
  if (word === 'SAME') {
    const places = Math.ceil(length / stride);
    const zeros = Math.max(0, (places - 1) * stride + kernel - length);
    const before = Math.floor(zeros / 2);
    return { places, before, after: zeros - before };
  }
  if (word !== 'VALID' && word !== 'EXPLICIT') refuse(node, `padding ${word}`);
  const [before, after] = explicit;
  const places = Math.floor((length + before + after - kernel) / stride) + 1;
  if (places < 1) refuse(node, 'a kernel larger than the image');
  return { places, before, after };
}
