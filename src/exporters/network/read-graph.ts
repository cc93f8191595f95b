import { dataInputs, nodeOf } from '../../backbone/graph-inputs.ts';
import type { GraphNode } from '../../backbone/types.ts';
import type { BackboneSubgraph } from '../backbone-subgraph.ts';
import { decodeConstant } from './constant.ts';
import type { Draft, Signal } from './draft.ts';
import type { Value } from './node-inputs.ts';
import { readActivation } from './read-activation.ts';
import { readArithmetic } from './read-arithmetic.ts';
import { readConvolution } from './read-convolution.ts';
import { readAveragePool, readMean } from './read-pool.ts';
import { readPad, readReshape, readSqueeze, readTranspose } from './read-shape.ts';
import { Refusal, refuse, refuseOperation } from './refusal.ts';

/**
 * Reads a graph node by node into drafts.
 * @param image what the Placeholder stands for.
 * @returns what the last node stands for: the embedding.
 * @throws Refusal
 */
export function readGraph(
  { nodes, weights, placeholder }: BackboneSubgraph,
  image: Signal,
): { drafts: Draft[]; end: Value } {
  const byName = new Map(weights.map((weight) => [weight.spec.name, weight]));
  const values = new Map<string, Value>([[placeholder, image]]);
  const drafts: Draft[] = [];
  let end: Value = image;
  for (const node of nodes) {
    const weight = node.op === 'Const' ? byName.get(node.name) : undefined;
    end = weight ? decodeConstant(weight) : readNode(drafts, node, inputsOf(node, values));
    values.set(node.name, end);
  }
  return { drafts, end };
}

function inputsOf(node: GraphNode, values: ReadonlyMap<string, Value>): Value[] {
  return dataInputs(node).map((input) => {
    // A batch norm's second output and further: what only its training needs.
    if (/:[1-9]\d*$/.test(input)) refuse(node, `reads ${input}`);
    const value = values.get(nodeOf(input));
    if (!value) throw new Refusal({ kind: 'missing-node', node: nodeOf(input) });
    return value;
  });
}

function readNode(drafts: Draft[], node: GraphNode, inputs: Value[]): Value {
  switch (node.op) {
    case 'Identity':
      return inputs[0] ?? refuse(node, 'no input');
    case 'Conv2D':
    case '_FusedConv2D':
    case 'DepthwiseConv2dNative':
    case 'FusedDepthwiseConv2dNative':
      return readConvolution(drafts, node, inputs);
    case 'Add':
    case 'AddV2':
    case 'AddN':
    case 'BiasAdd':
    case 'Sub':
    case 'Mul':
    case 'RealDiv':
    case 'FusedBatchNorm':
    case 'FusedBatchNormV2':
    case 'FusedBatchNormV3':
      return readArithmetic(drafts, node, inputs);
    case 'Relu':
    case 'Relu6':
      return readActivation(drafts, node, inputs);
    case 'Mean':
      return readMean(drafts, node, inputs);
    case 'AvgPool':
      return readAveragePool(drafts, node, inputs);
    case 'Pad':
      return readPad(node, inputs);
    case 'Squeeze':
      return readSqueeze(node, inputs);
    case 'Reshape':
      return readReshape(node, inputs);
    case 'Transpose':
      return readTranspose(node, inputs);
    default:
      return refuseOperation(node.op);
  }
}
