import { feedingNodes } from './graph-inputs.ts';
import type { BackboneArtifacts, GraphNode } from './types.ts';
import { readScalar } from './weight-bytes.ts';

/** The pixel range that MobileNet's first convolution was trained on, whatever stands before it. */
const CORE_RANGE = { low: -1, high: 1 } as const;

/**
 * The pixel range that a MobileNet graph wants at its input, read off the graph: the scalar
 * arithmetic between the placeholder and the first real operation (hub graphs: `hub_input` Mul 2,
 * Sub 1) is x → scale · x + shift, and the range is what it takes to [-1, 1].
 *
 * Null where the graph has not exactly one placeholder, or the arithmetic cannot be turned round.
 */
export function readInputRange(artifacts: BackboneArtifacts): [number, number] | null {
  const { node: nodes } = artifacts.topology;
  const placeholders = nodes.filter((node) => node.op === 'Placeholder');
  const [placeholder] = placeholders;
  if (!placeholder || placeholders.length > 1) return null;

  let at = placeholder;
  let scale = 1;
  let shift = 0;
  // A step leads to another node, or the graph goes round; a graph of n nodes has at most n steps.
  for (let steps = 0; steps < nodes.length; steps += 1) {
    const step = scalarStep(nodes, at, artifacts);
    if (!step) break;
    scale *= step.scale;
    shift = shift * step.scale + step.shift;
    at = step.node;
  }
  const low = (CORE_RANGE.low - shift) / scale;
  const high = (CORE_RANGE.high - shift) / scale;
  return Number.isFinite(low) && Number.isFinite(high) && low < high ? [low, high] : null;
}

interface ScalarStep {
  node: GraphNode;
  scale: number;
  shift: number;
}

/** The one operation that follows `at`, if it is y = scale · x + shift with scalars. */
function scalarStep(
  nodes: readonly GraphNode[],
  at: GraphNode,
  artifacts: BackboneArtifacts,
): ScalarStep | null {
  const consumers = nodes.filter((node) => feedingNodes(node).includes(at.name));
  const [node] = consumers;
  if (!node || consumers.length > 1) return null;
  const inputs = feedingNodes(node);
  if (node.op === 'Identity') return { node, scale: 1, shift: 0 };
  const [left, right] = inputs;
  if (inputs.length !== 2 || left === undefined || right === undefined) return null;

  const imageFirst = left === at.name;
  const value = readScalar(artifacts.weightSpecs, artifacts.weights, imageFirst ? right : left);
  if (value === null) return null;
  switch (node.op) {
    case 'Mul':
      return { node, scale: value, shift: 0 };
    case 'Add':
    case 'AddV2':
      return { node, scale: 1, shift: value };
    case 'Sub':
      return imageFirst ? { node, scale: 1, shift: -value } : { node, scale: -1, shift: value };
    case 'RealDiv':
      return imageFirst ? { node, scale: 1 / value, shift: 0 } : null;
    default:
      return null;
  }
}
