import type { Activation } from '../network/types.ts';
import type { ReadOperator } from './read-file.ts';
import { refuseOperation } from './read-refusal.ts';

const ACTIVATIONS: ReadonlyMap<number, Activation> = new Map([
  [0, 'none'],
  [1, 'relu'],
  [3, 'relu6'],
]);

/** The activation fused into an operator, by the slot of its options. */
export function readActivation({ name, options }: ReadOperator, slot: number): Activation {
  const code = options.byte(slot, 0);
  return ACTIVATIONS.get(code) ?? refuseOperation(`${name} with activation ${code}`);
}
