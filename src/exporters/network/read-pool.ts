import type { GraphNode } from '../../backbone/types.ts';
import { identityMap } from './channel-map.ts';
import { addDraft, type Draft, isImage, isPadded, isVector, type Signal } from './draft.ts';
import { flagOf, integersOf } from './node-attributes.ts';
import { integersAt, plainSignalAt, type Value } from './node-inputs.ts';
import { refuse } from './refusal.ts';
import { windowOf } from './strides-and-padding.ts';

/** `Mean` over rows and columns, all of them. */
export function readMean(drafts: Draft[], node: GraphNode, inputs: readonly Value[]): Signal {
  const signal = plainSignalAt(node, inputs, 0);
  const axes = integersAt(node, inputs, 1).map((axis) => (axis < 0 ? axis + 4 : axis));
  if (!isImage(signal) || !(axes.length === 2 && axes.includes(1) && axes.includes(2))) {
    refuse(node, `axes ${axes} of [${signal.lengths}]`);
  }
  const mean = averaged(drafts, signal);
  return flagOf(node, 'keep_dims') ? mean : { ...mean, lengths: [signal.shape[2]] };
}

/** `AvgPool`: over the whole image a mean, elsewhere a depthwise convolution with equal weights. */
export function readAveragePool(
  drafts: Draft[],
  node: GraphNode,
  inputs: readonly Value[],
): Signal {
  const signal = plainSignalAt(node, inputs, 0);
  const ksize = integersOf(node, 'ksize');
  const [batch, rows, columns, deep] = ksize;
  if (ksize.length !== 4 || batch !== 1 || deep !== 1 || rows < 1 || columns < 1) {
    refuse(node, `ksize ${ksize}`);
  }
  const { places, stride, padding } = windowOf(node, [rows, columns], signal);
  // Zeros around the image do not count in TensorFlow's mean, so the weights would not be equal.
  if (isPadded(padding)) refuse(node, 'padding');
  const { source, map, shape } = signal;
  const [height, width, channels] = shape;
  if (rows === height && columns === width) return averaged(drafts, signal);
  if (rows === 1 && columns === 1 && `${places}` === `${[height, width]}`) return signal;
  return addDraft(drafts, {
    kind: 'depthwise',
    input: { source, map },
    shape: [...places, channels],
    kernelSize: [rows, columns],
    kernel: new Float32Array(rows * columns * channels).fill(1 / (rows * columns)),
    stride,
    padding,
    map: identityMap(channels),
    activation: 'none',
  });
}

/** The mean of factor · x + offset is factor · mean + offset, so a map that nothing takes waits on. */
function averaged(drafts: Draft[], signal: Signal): Signal {
  if (isVector(signal)) return signal;
  const { source, map, shape } = signal;
  const [, , channels] = shape;
  const kind = drafts[source]?.kind;
  const foldable = kind === 'convolution' || kind === 'depthwise' || kind === 'add';
  const result = addDraft(drafts, {
    kind: 'average',
    input: { source, map: foldable ? map : identityMap(channels) },
    shape: [1, 1, channels],
  });
  return foldable ? result : { ...result, map };
}
