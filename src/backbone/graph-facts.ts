import { failed, ok, type Result } from '../result.ts';
import { pooledNode } from './feature-map.ts';
import { feedingNodes } from './graph-inputs.ts';
import { readInputRange } from './input-range.ts';
import type { BackboneArtifacts } from './types.ts';

/** The nodes that `infer(…, true)` of `@tensorflow-models/mobilenet` 2.1.1 asks for by name. */
export const EMBEDDING_NODES = {
  1: 'module_apply_default/MobilenetV1/Logits/global_pool',
  2: 'module_apply_default/MobilenetV2/Logits/AvgPool',
} as const;

/** Channels that go into the last convolution before the embedding, at alpha 1. */
const LAST_INPUT_CHANNELS = { 1: 1024, 2: 320 } as const;

/** What is read off a graph rather than believed. */
export interface GraphFacts {
  version: 1 | 2;
  embeddingNode: string;
  /** Node whose output, [n, height, width, features], is averaged over positions to the embedding. */
  featureNode: string;
  /** Length of an embedding. */
  features: number;
  alpha: number;
  /** Pixel range that the graph wants. */
  inputRange: [number, number];
}

export type GraphFault =
  | { kind: 'missing-node'; node: string }
  | { kind: 'odd-graph'; detail: string };

/** Which MobileNet a graph holds, told by the name of its embedding node; null if it is neither. */
export function versionOf(topology: BackboneArtifacts['topology']): 1 | 2 | null {
  const names = new Set(topology.node.map((node) => node.name));
  if (names.has(EMBEDDING_NODES[2])) return 2;
  return names.has(EMBEDDING_NODES[1]) ? 1 : null;
}

/** Reads and checks what the loader must know of a graph of the given MobileNet version. */
export function readGraph(
  artifacts: BackboneArtifacts,
  version: 1 | 2,
): Result<GraphFacts, GraphFault> {
  const embeddingNode = EMBEDDING_NODES[version];
  if (!artifacts.topology.node.some((node) => node.name === embeddingNode)) {
    return failed({ kind: 'missing-node', node: embeddingNode });
  }
  const channels = lastConvolution(artifacts, embeddingNode);
  if (!channels)
    return failed({ kind: 'odd-graph', detail: 'no convolution before the embedding' });
  const featureNode = pooledNode(artifacts.topology.node, embeddingNode);
  if (featureNode === null) return failed({ kind: 'odd-graph', detail: 'no global pooling' });
  const inputRange = readInputRange(artifacts);
  if (!inputRange) return failed({ kind: 'odd-graph', detail: 'no readable pixel range' });
  const alpha = Math.round((channels.input / LAST_INPUT_CHANNELS[version]) * 100) / 100;
  const features = channels.output;
  return ok({ version, embeddingNode, featureNode, features, alpha, inputRange });
}

/** Channels of the convolution nearest before `from`, breadth first; null where there is none. */
function lastConvolution(
  artifacts: BackboneArtifacts,
  from: string,
): { input: number; output: number } | null {
  const nodes = new Map(artifacts.topology.node.map((node) => [node.name, node]));
  const specs = new Map(artifacts.weightSpecs.map((spec) => [spec.name, spec]));
  const waiting = [from];
  const seen = new Set<string>();
  for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) {
    const node = nodes.get(name);
    if (!node || seen.has(name)) continue;
    seen.add(name);
    const inputs = feedingNodes(node);
    if (node.op === 'Conv2D' || node.op === '_FusedConv2D') {
      const [, , input, output] = specs.get(inputs[1] ?? '')?.shape ?? [];
      return input && output ? { input, output } : null;
    }
    waiting.push(...inputs);
  }
  return null;
}
