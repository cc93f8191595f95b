import type { Head } from '../../head/types.ts';
import type { Dense, Operation, ValueId } from './types.ts';

/** Adds a head behind the embedding, and the softmax: `hidden` (or none), `logits`, `probabilities`. */
export function appendHead(operations: Operation[], embedding: ValueId, head: Head): void {
  const add = (operation: Operation): ValueId => operations.push(operation) - 1;
  const dense = (input: ValueId, layer: Pick<Dense, 'name' | 'kernel' | 'bias' | 'activation'>) =>
    add({ kind: 'dense', input, shape: [1, 1, layer.bias.length], ...layer });
  const hidden =
    head.kind === 'hidden'
      ? dense(embedding, {
          name: 'hidden',
          kernel: head.hiddenKernel,
          bias: head.hiddenBias,
          activation: 'relu',
        })
      : embedding;
  const { kernel, bias } = head;
  const logits = dense(hidden, { name: 'logits', kernel, bias, activation: 'none' });
  const shape: Operation['shape'] = [1, 1, head.classes];
  add({ kind: 'softmax', name: 'probabilities', input: logits, shape });
}
