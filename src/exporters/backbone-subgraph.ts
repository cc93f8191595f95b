import type { BackboneArtifacts, GraphNode } from '../backbone/types.ts';
import { failed, ok, type Result } from '../result.ts';
import { walkBack } from './graph-walk.ts';
import { READABLE_OPERATIONS } from './known-operations.ts';
import type { ExportFault } from './types.ts';
import { splitWeights, type Weight } from './weight-layout.ts';

/** The part of a backbone that makes the embedding, without its Placeholder. */
export interface BackboneSubgraph {
  /** Each node after its inputs. */
  nodes: GraphNode[];
  weights: Weight[];
  /** Name of the Placeholder that was left out, and that the nodes still name. */
  placeholder: string;
}

/**
 * Cuts out of a backbone what `embeddingNode` depends on: the ImageNet logits and everything else
 * stay behind, with their weights.
 */
export function cutSubgraph(
  artifacts: BackboneArtifacts,
  embeddingNode: string,
): Result<BackboneSubgraph, ExportFault> {
  const walked = walkBack(artifacts.topology.node, embeddingNode, READABLE_OPERATIONS);
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
  });
}
