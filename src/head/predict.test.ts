import { describe, expect, it } from 'vitest';
import { logits, softmax, winner } from './predict.ts';

describe('softmax', () => {
  it('is stable for logits of any size', () => {
    const probabilities = softmax(Float64Array.of(1e4, 1e4, -1e4, 0, Math.log(3), -1e5), 3);
    expect([...probabilities.subarray(0, 3)]).toEqual([0.5, 0.5, 0]);
    expect(probabilities[3]).toBeCloseTo(0.25, 12);
    expect(probabilities[4]).toBeCloseTo(0.75, 12);
  });
});

describe('logits', () => {
  const embeddings = { rows: 2, cols: 2, values: Float32Array.of(1, 2, -1, 0) };

  it('of a linear head', () => {
    const kernel = Float32Array.of(1, 2, 3, 4, 5, 6);
    const bias = Float32Array.of(0, 10, 20);
    const head = { kind: 'linear', features: 2, classes: 3, kernel, bias } as const;
    expect([...logits(head, embeddings)]).toEqual([9, 22, 35, -1, 8, 17]);
  });

  it('of a head with a hidden layer', () => {
    const head = {
      kind: 'hidden',
      features: 2,
      units: 2,
      classes: 1,
      hiddenKernel: Float32Array.of(1, -1, 0, 0),
      hiddenBias: Float32Array.of(0, 0.5),
      kernel: Float32Array.of(10, 100),
      bias: Float32Array.of(1),
    } as const;
    expect([...logits(head, embeddings)]).toEqual([11, 151]);
  });

  it('refuses embeddings of another length', () => {
    const kernel = new Float32Array(3);
    const bias = new Float32Array(1);
    const head = { kind: 'linear', features: 3, classes: 1, kernel, bias } as const;
    expect(() => logits(head, embeddings)).toThrow('3 features');
  });
});

it('winner takes the first of equals', () => {
  expect(winner([9, 1, 3, 3], 1, 3)).toBe(1);
});
