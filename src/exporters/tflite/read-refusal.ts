import { Refusal } from '../network/refusal.ts';

/** Throws the Refusal of a file whose graph is not as it should be. */
export function refuseFile(detail: string): never {
  throw new Refusal({ kind: 'bad-graph', detail: `TensorFlow Lite file: ${detail}` });
}

/** Throws the Refusal of a constant that is not as it should be. */
export function refuseWeights(detail: string): never {
  throw new Refusal({ kind: 'bad-weights', detail: `TensorFlow Lite file: ${detail}` });
}

/** Throws the Refusal of an operator that a `Network` has no words for. */
export function refuseOperation(operation: string): never {
  throw new Refusal({ kind: 'unsupported-operation', format: 'tflite', operation });
}
