import { dataInputs, nodeOf } from '../backbone/graph-inputs.ts';
import type { GraphNode } from '../backbone/types.ts';
import { failed, ok, type Result } from '../result.ts';
import { walkBack } from './graph-walk.ts';
import type { ModelJson } from './model-json.ts';
import type { OpenModelFault } from './types.ts';

/** The part of a model's graph that makes its probabilities. */
export interface CheckedGraph {
  /** Each node after its inputs; one Placeholder, one node that nobody uses. */
  nodes: GraphNode[];
  classes: number;
}

/**
 * Checks that a graph is one that `buildTfjsModel` may have written: known operations, no cycle, a
 * weight for each constant, one input, and a Dense layer with softmax at its end.
 */
export function checkGraph(model: ModelJson): Result<CheckedGraph, OpenModelFault> {
  const flawed = (detail: string) => failed({ kind: 'bad-graph' as const, detail });
  const { node: nodes } = model.modelTopology;
  const specs = new Map(model.weightsManifest[0].weights.map((spec) => [spec.name, spec]));
  const byName = new Map(nodes.map((node) => [node.name, node]));
  if (byName.size < nodes.length) return flawed('two nodes of one name');

  const output = nodeOf(model.signature.outputs.probabilities.name);
  const walked = walkBack(nodes, output);
  if (!walked.ok) {
    const { fault } = walked;
    return fault.kind === 'unknown-operation'
      ? failed(fault)
      : flawed(`${fault.kind} ${fault.node}`);
  }
  const bare = walked.value.find(({ name, op }) => op === 'Const' && !specs.has(name));
  if (bare) return flawed(`no weight for ${bare.name}`);
  const placeholders = walked.value.filter(({ op }) => op === 'Placeholder');
  const input = nodeOf(model.signature.inputs.image.name);
  if (placeholders.length !== 1 || placeholders[0]?.name !== input) return flawed('input');

  const inputOf = (node: GraphNode | undefined, index: number) =>
    byName.get(nodeOf((node && dataInputs(node)[index]) ?? ''));
  const softmax = byName.get(output);
  const logits = inputOf(softmax, 0);
  const product = inputOf(logits, 0);
  const bias = specs.get(inputOf(logits, 1)?.name ?? '');
  const kernel = specs.get(inputOf(product, 1)?.name ?? '');
  const classes = bias?.shape[0];
  if (
    [softmax?.op, logits?.op, product?.op].join() !== 'Softmax,BiasAdd,MatMul' ||
    classes === undefined ||
    bias?.shape.length !== 1 ||
    kernel?.shape.length !== 2 ||
    kernel.shape[1] !== classes
  ) {
    return flawed('no Dense layer with softmax at the end');
  }
  return ok({ nodes: walked.value, classes });
}
