import { describe, expect, it } from 'vitest';
import { CONCENTRATION, prototypesOf, rowLengths, similarity } from './known-pictures.ts';
import { normal, seededRandom } from './random.ts';

const FEATURES = 130;

function rows(count: number, seed: number): Float32Array<ArrayBuffer> {
  const random = seededRandom(seed);
  return Float32Array.from({ length: count * FEATURES }, () => Math.max(0, normal(random)));
}

/** The definition, on the embeddings themselves. */
function exact(known: Float32Array, counts: number[], picture: Float32Array): number {
  const row = (at: number) => known.subarray(at * FEATURES, (at + 1) * FEATURES);
  const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, p) => sum + x * b[p], 0);
  let at = 0;
  const ofClasses = counts.map((count) => {
    let sum = 0;
    for (let i = 0; i < count; i++, at++) {
      const cosine =
        dot(row(at), picture) / Math.sqrt(dot(row(at), row(at)) * dot(picture, picture));
      sum += Math.exp(CONCENTRATION * cosine);
    }
    return sum / count;
  });
  return Math.log(ofClasses.reduce((sum, one) => sum + one, 0) / counts.length) / CONCENTRATION;
}

describe('the similarity', () => {
  const known = rows(9, 1);
  const counts = [2, 7];

  it('is what its formula says, but for the rounding of the prototypes', () => {
    const prototypes = prototypesOf(known, FEATURES, counts);
    const pictures = rows(20, 2);
    for (let i = 0; i < 20; i++) {
      const picture = pictures.subarray(i * FEATURES, (i + 1) * FEATURES);
      const difference = similarity(prototypes, picture) - exact(known, counts, picture);
      expect(Math.abs(difference)).toBeLessThan(0.001);
    }
  });

  it('is one for the only prototype, whatever its length', () => {
    const prototypes = prototypesOf(known.subarray(0, FEATURES), FEATURES, [1]);
    const brighter = known.slice(0, FEATURES).map((value) => 40 * value);
    expect(similarity(prototypes, brighter)).toBeCloseTo(1, 3);
  });

  it('gives each class the same weight, however many prototypes it has', () => {
    const first = known.slice(0, FEATURES);
    const second = known.slice(FEATURES, 2 * FEATURES);
    const even = prototypesOf(Float32Array.from([...first, ...second]), FEATURES, [1, 1]);
    const uneven = prototypesOf(
      Float32Array.from([...first, ...second, ...second]),
      FEATURES,
      [1, 2],
    );
    expect(similarity(uneven, first)).toBeCloseTo(similarity(even, first), 12);
  });

  it('is a number for embeddings and prototypes without a direction', () => {
    const prototypes = prototypesOf(new Float32Array(FEATURES), FEATURES, [1]);
    expect(similarity(prototypes, known.slice(0, FEATURES))).toBe(0);
    expect(similarity(prototypesOf(known, FEATURES, counts), new Float32Array(FEATURES))).toBe(0);
  });

  it('is refused for embeddings of another length', () => {
    const prototypes = prototypesOf(known, FEATURES, counts);
    expect(() => similarity(prototypes, new Float32Array(8))).toThrow('130 features, not 8');
  });
});

describe('a prototype', () => {
  it('uses the whole range of int8, on both sides of zero', () => {
    const { steps } = prototypesOf(Float32Array.of(0, 0.5, -1, 20, 4, 0), 3, [2]);
    expect([...steps]).toEqual([0, 64, -127, 127, 25, 0]);
  });

  it('knows its length', () => {
    expect([...rowLengths(Int8Array.of(3, 4, 0, -5), 2)]).toEqual([5, 5]);
  });
});
