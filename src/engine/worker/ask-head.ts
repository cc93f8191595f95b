import { type Prototypes, similarity } from '../../head/known-pictures.ts';
import { logits, softmax } from '../../head/predict.ts';
import type { Head } from '../../head/types.ts';

/** What a model says of one crop. */
export interface Answer {
  /** In the order of its outputs; they add up to 1. */
  probabilities: number[];
  /** To the pictures that it knows, −1 to 1; null where it knows none. */
  similarity: number | null;
}

/**
 * A head's answer to one embedding, and how like the known pictures that is.
 * @param embedding [features]
 */
export function askHead(
  head: Head,
  prototypes: Prototypes | null,
  embedding: Float32Array<ArrayBuffer>,
): Answer {
  const row = { rows: 1, cols: embedding.length, values: embedding };
  return {
    probabilities: Array.from(softmax(logits(head, row), head.classes)),
    similarity: similarityOf(prototypes, embedding),
  };
}

/** null where there are no prototypes, or none of such embeddings. */
export function similarityOf(
  prototypes: Prototypes | null,
  embedding: Float32Array,
): number | null {
  return prototypes?.features === embedding.length ? similarity(prototypes, embedding) : null;
}
