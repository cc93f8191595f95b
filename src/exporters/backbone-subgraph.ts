import { dataInputs, nodeOf } from '../backbone/graph-inputs.ts';
import type { BackboneArtifacts, GraphNode, WeightSpec } from '../backbone/types.ts';
import { failed, ok, type Result } from '../result.ts';
import { walkBack } from './graph-walk.ts';
import type { ExportFault } from './types.ts';
import { splitWeights, type Weight } from './weight-layout.ts';

/** The part of a backbone that makes the embedding, without its Placeholder. */
export interface BackboneSubgraph {
  /** Each node after its inputs. */
  nodes: GraphNode[];
  weights: Weight[];
  /** Name of the Placeholder that was left out, and that the nodes still name. */
  placeholder: string;
  /** Length of the embedding, or null where the graph does not tell. */
  features: number | null;
}

/**
 * Cuts out of a backbone what `embeddingNode` depends on: the ImageNet logits and everything else
 * stay behind, with their weights.
 */
export function cutSubgraph(
  artifacts: BackboneArtifacts,
  embeddingNode: string,
): Result<BackboneSubgraph, ExportFault> {
  const walked = walkBack(artifacts.topology.node, embeddingNode);
  if (!walked.ok) {
    const { fault } = walked;
    return failed(
      fault.kind === 'cycle' ? { kind: 'bad-graph', detail: `cycle at ${fault.node}` } : fault,
    );
  }
  const placeholders = walked.value.filter(({ op }) => op === 'Placeholder');
  const [placeholder] = placeholders;
  if (!placeholder || placeholders.length > 1 || placeholder.name === embeddingNode) {
    return failed({ kind: 'bad-graph', detail: `${placeholders.length} inputs` });
  }
  const split = splitWeights(artifacts.weightSpecs, artifacts.weights);
  if (!split) return failed({ kind: 'bad-weights', detail: 'not as long as their list says' });
  const byName = new Map(split.map((weight) => [weight.spec.name, weight]));
  const weights: Weight[] = [];
  for (const { name, op } of walked.value) {
    if (op !== 'Const') continue;
    const weight = byName.get(name);
    if (!weight) return failed({ kind: 'missing-weight', name });
    weights.push(weight);
  }
  return ok({
    nodes: walked.value.filter((node) => node !== placeholder),
    weights,
    placeholder: placeholder.name,
    features: embeddingLength(walked.value, weights, embeddingNode),
  });
}

/** The nodes with every use of `placeholder` replaced by `image`, and without control dependencies. */
export function rewire(
  nodes: readonly GraphNode[],
  placeholder: string,
  image: string,
): GraphNode[] {
  return nodes.map(({ name, op, input, attr }) => ({
    name,
    op,
    ...(input && {
      input: dataInputs({ name, op, input }).map((used) =>
        nodeOf(used) === placeholder ? image : used,
      ),
    }),
    ...(attr && { attr }),
  }));
}

const KEEP_CHANNELS = new Set(
  'Identity Add AddV2 AddN Sub Mul BiasAdd Relu Relu6 AvgPool Mean Squeeze'.split(' '),
);

/** Follows the operations that leave the channels as they are up to the convolution that made them. */
function embeddingLength(
  nodes: readonly GraphNode[],
  weights: readonly Weight[],
  embeddingNode: string,
): number | null {
  const nodeByName = new Map(nodes.map((node) => [node.name, node]));
  const specByName = new Map(weights.map(({ spec }) => [spec.name, spec]));
  let node = nodeByName.get(embeddingNode);
  while (node && KEEP_CHANNELS.has(node.op)) node = nodeByName.get(nodeOf(node.input?.[0] ?? ''));
  const filter: WeightSpec | undefined = specByName.get(nodeOf(node?.input?.[1] ?? ''));
  const [, , inputs, outputs] = filter?.shape ?? [];
  if (inputs === undefined || outputs === undefined) return null;
  if (node?.op.includes('Depthwise')) return inputs * outputs;
  return node?.op.includes('Conv2D') ? outputs : null;
}
