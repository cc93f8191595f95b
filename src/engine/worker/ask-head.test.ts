import { expect, test } from 'vitest';
import { prototypesOf, similarity } from '../../head/known-pictures.ts';
import type { Head } from '../../head/types.ts';
import { askHead } from './ask-head.ts';

const head: Head = {
  kind: 'linear',
  features: 2,
  classes: 2,
  kernel: Float32Array.of(1, -1, 0, 0),
  bias: Float32Array.of(0, 0),
};
const embedding = Float32Array.of(1, 3);

test('says how probable each class is, and how similar the picture', () => {
  const prototypes = prototypesOf(Float32Array.of(1, 2, -1, 0), 2, [1, 1]);
  const answer = askHead(head, prototypes, embedding);
  expect(answer.probabilities[0]).toBeCloseTo(1 / (1 + Math.exp(-2)), 12);
  expect(answer.similarity).toBe(similarity(prototypes, embedding));
});

test('has nothing to compare with where there are no prototypes, or those of another network', () => {
  const others = prototypesOf(Float32Array.of(1, 2, 3), 3, [1]);
  for (const prototypes of [null, others]) {
    expect(askHead(head, prototypes, embedding).similarity).toBeNull();
  }
});
