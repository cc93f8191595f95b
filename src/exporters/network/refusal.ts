import type { GraphNode } from '../../backbone/types.ts';
import type { ExportFault } from '../types.ts';

/**
 * Why a graph cannot be read on. Thrown, because what finds it lies many calls below; the function
 * that was asked (`buildNetwork`, `readKerasModel`, `readTfliteModel`) turns it into a Result.
 */
export class Refusal extends Error {
  readonly fault: ExportFault;

  constructor(fault: ExportFault) {
    super(fault.kind);
    this.fault = fault;
  }
}

/** Throws the Refusal of a node that is not as its operation wants it. */
export function refuse(node: GraphNode, detail: string): never {
  throw new Refusal({ kind: 'bad-graph', detail: `${node.op} ${node.name}: ${detail}` });
}

/** Throws the Refusal of an operation that a `Network` has no words for. */
export function refuseOperation(op: string): never {
  throw new Refusal({ kind: 'unknown-operation', op });
}
