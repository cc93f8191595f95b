import type { GraphNode } from './types.ts';

/** The node that an input names: `^name` is a control dependency, `name:1` a second output. */
export function nodeOf(input: string): string {
  return input.replace(/^\^/, '').replace(/:\d+$/, '');
}

/** A node's inputs that carry data. */
export function dataInputs(node: GraphNode): string[] {
  return (node.input ?? []).filter((input) => !input.startsWith('^'));
}

/** The nodes that feed `node`. */
export function feedingNodes(node: GraphNode): string[] {
  return dataInputs(node).map(nodeOf);
}
