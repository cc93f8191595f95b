import { feedingNodes } from '../backbone/graph-inputs.ts';
import type { GraphNode } from '../backbone/types.ts';
import { failed, ok, type Result } from '../result.ts';
import { KNOWN_OPERATIONS } from './known-operations.ts';

export type WalkFault =
  | { kind: 'missing-node'; node: string }
  | { kind: 'unknown-operation'; op: string }
  | { kind: 'cycle'; node: string };

/**
 * The nodes that the output of `from` depends on, itself included, each after all of its inputs.
 * An operation that is not among the `known` is a fault.
 * Control dependencies are not followed: no known operation has an effect to wait for.
 */
export function walkBack(
  nodes: readonly GraphNode[],
  from: string,
  known: ReadonlySet<string> = KNOWN_OPERATIONS,
): Result<GraphNode[], WalkFault> {
  const byName = new Map(nodes.map((node) => [node.name, node]));
  const state = new Map<string, 'entered' | 'done'>();
  const ordered: GraphNode[] = [];
  const stack = [from];
  for (let name = stack.at(-1); name !== undefined; name = stack.at(-1)) {
    const node = byName.get(name);
    if (!node) return failed({ kind: 'missing-node', node: name });
    if (!known.has(node.op)) return failed({ kind: 'unknown-operation', op: node.op });
    if (state.has(name)) {
      stack.pop();
      if (state.get(name) === 'entered') ordered.push(node);
      state.set(name, 'done');
      continue;
    }
    state.set(name, 'entered');
    for (const input of feedingNodes(node)) {
      if (state.get(input) === 'entered') return failed({ kind: 'cycle', node: input });
      if (!state.has(input)) stack.push(input);
    }
  }
  return ok(ordered);
}
