import type { GraphNode } from '../../backbone/types.ts';
import { addDraft, type Draft, type Signal } from './draft.ts';
import { plainSignalAt, type Value } from './node-inputs.ts';

/** `Relu`, `Relu6`: a draft of its own, which `settle` merges into what it reads where it can. */
export function readActivation(drafts: Draft[], node: GraphNode, inputs: readonly Value[]): Signal {
  const { source, map, shape, lengths } = plainSignalAt(node, inputs, 0);
  const activation = node.op === 'Relu6' ? 'relu6' : 'relu';
  const result = addDraft(drafts, {
    kind: 'activation',
    input: { source, map },
    shape,
    activation,
  });
  return { ...result, lengths };
}
