import { IMAGE, type Operation, type ValueId } from '../network/types.ts';

/**
 * Which values must have their channels multiplied by the same factors, if by any: those that an
 * addition joins, and an average with what it averages.
 * @returns for each operation the first of its group; null where channels must stay as they are.
 */
export function channelGroups(operations: readonly Operation[]): (ValueId | null)[] {
  const parent = operations.map((_, id) => id);
  const first = (id: ValueId): ValueId => {
    const above = parent[id] ?? id;
    return above === id ? id : first(above);
  };
  const fixed: ValueId[] = [];
  for (const [id, operation] of operations.entries()) {
    const joined = joinedBy(operation, operations);
    if (joined === 'fixed') fixed.push(id, ...inputsOf(operation));
    else {
      for (const other of joined) {
        const [low, high] = [first(id), first(other)].sort((a, b) => a - b);
        if (low !== undefined && high !== undefined) parent[high] = low;
      }
    }
  }
  const untouchable = new Set(fixed.filter((id) => id !== IMAGE).map(first));
  return operations.map((_, id) => (untouchable.has(first(id)) ? null : first(id)));
}

function joinedBy(operation: Operation, operations: readonly Operation[]): ValueId[] | 'fixed' {
  switch (operation.kind) {
    case 'convolution':
    case 'depthwise':
    case 'affine':
      return [];
    case 'average':
      return operation.input === IMAGE ? 'fixed' : [operation.input];
    case 'add': {
      const alike = operation.inputs.every((input) => {
        const shape = operations[input]?.shape;
        return shape?.every((length, axis) => length === operation.shape[axis]);
      });
      return alike ? operation.inputs : 'fixed';
    }
    case 'multiply':
    case 'softmax':
      return 'fixed';
    case 'dense':
      // One scale serves all weights of a dense layer, so its outputs gain nothing; its input may.
      return 'fixed';
  }
}

function inputsOf(operation: Operation): readonly ValueId[] {
  if (operation.kind === 'dense') return [];
  return 'inputs' in operation ? operation.inputs : [operation.input];
}
