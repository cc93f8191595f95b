import type { GraphNode } from '../../backbone/types.ts';
import { identityMap, shifting } from './channel-map.ts';
import { addDraft, type Draft, type DraftConvolution, type Signal } from './draft.ts';
import { namesOf } from './node-attributes.ts';
import { channelsAt, constantAt, signalAt, type Value } from './node-inputs.ts';
import { readActivation } from './read-activation.ts';
import { refuse, refuseOperation } from './refusal.ts';
import { windowOf } from './strides-and-padding.ts';

/** `Conv2D`, `DepthwiseConv2dNative` and what grappler fuses of them with a bias and an activation. */
export function readConvolution(
  drafts: Draft[],
  node: GraphNode,
  inputs: readonly Value[],
): Signal {
  const kind = node.op.includes('Depthwise') ? 'depthwise' : 'convolution';
  const input = signalAt(node, inputs, 0);
  const { shape, values } = constantAt(node, inputs, 1);
  const [height, width, channels, last] = shape;
  if (shape.length !== 4 || shape.some((length) => length < 1)) {
    refuse(node, `a kernel of shape [${shape}]`);
  }
  if (!(values instanceof Float32Array)) return refuse(node, 'a kernel of integers');
  // tfjs would take fewer for a convolution in groups.
  if (channels !== input.shape[2]) {
    refuse(node, `a kernel for ${channels} channels, not ${input.shape[2]}`);
  }
  if (kind === 'depthwise' && last !== 1) refuse(node, `multiplier ${last}`);
  const { places, stride, padding } = windowOf(node, [height, width], input);
  const outputs = kind === 'depthwise' ? channels : last;
  const draft: DraftConvolution = {
    kind,
    input: { source: input.source, map: input.map },
    shape: [...places, outputs],
    kernelSize: [height, width],
    kernel: values,
    stride,
    padding,
    map: identityMap(outputs),
    activation: 'none',
  };
  const result = addDraft(drafts, draft);
  const [bias, activation] = fusedWith(node);
  if (bias) draft.map = shifting(channelsAt(node, constantAt(node, inputs, 2), result));
  return activation ? readActivation(drafts, { ...node, op: activation }, [result]) : result;
}

type FusedWith = [bias: boolean, activation: 'Relu' | 'Relu6' | null];

const FUSED: ReadonlyMap<string, FusedWith> = new Map([
  ['', [false, null]],
  ['BiasAdd', [true, null]],
  ['BiasAdd,Relu', [true, 'Relu']],
  ['BiasAdd,Relu6', [true, 'Relu6']],
]);

function fusedWith(node: GraphNode): FusedWith {
  const names = node.op.includes('Fused') ? namesOf(node, 'fused_ops') : [];
  return FUSED.get(names.join()) ?? refuseOperation([node.op, ...names].join(' + '));
}
