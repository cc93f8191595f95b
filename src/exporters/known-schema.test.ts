import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { type KnownPictures, prototypesOf, similarity } from '../head/known-pictures.ts';
import { seededRandom } from '../head/random.ts';
import { type NoneOfThese, NoneOfTheseSchema, readKnown, writeKnown } from './known-schema.ts';

const FEATURES = 7;
const random = seededRandom(1);
const rows = Float32Array.from({ length: 5 * FEATURES }, () => random() - 0.3);
const known: KnownPictures = {
  prototypes: prototypesOf(rows, FEATURES, [2, 3]),
  least: 0.25,
  usual: 0.5,
  threshold: 0.375,
};

describe('known pictures in metadata', () => {
  it('come back as they were, through JSON and the schema', () => {
    const json = JSON.parse(JSON.stringify({ ...writeKnown(known), embedding: 'a/b' }));
    const read = readKnown(v.parse(NoneOfTheseSchema, json));
    expect(read).toEqual(known);
    const picture = Float32Array.from({ length: FEATURES }, random);
    expect(similarity(read.prototypes, picture)).toBe(similarity(known.prototypes, picture));
  });

  const written = { ...writeKnown(known), embedding: 'a/b' };
  const { prototypes } = written;
  const flaws: [string, { [Key in keyof NoneOfThese]?: unknown }][] = [
    ['a threshold that is not a number', { threshold: Number.NaN }],
    ['a threshold that JSON wrote as null', { threshold: null }],
    ['a similarity above 1', { usual: 1.5 }],
    ['limits the wrong way round', { least: 0.6 }],
    ['another method', { method: 'max softmax' }],
    ['another concentration', { concentration: 20 }],
    ['a class without prototypes', { counts: [5, 0] }],
    ['no class', { counts: [], prototypes: '' }],
    ['counts that do not fit the bytes', { counts: [2, 2] }],
    ['features that do not fit the bytes', { features: 8 }],
    ['bytes left out', { prototypes: prototypes.slice(4) }],
    ['text that is not base64', { prototypes: `*${prototypes.slice(1)}` }],
    ['padding in the middle', { prototypes: `=${prototypes.slice(1)}` }],
    ['no padding at the end', { prototypes: prototypes.replace('=', 'A') }],
    ['a count beyond all memory', { counts: [2 ** 50, 3] }],
    [
      'more prototypes than fit',
      { counts: [1], features: 2 ** 24, prototypes: 'A'.repeat(2 ** 23) },
    ],
    ['no node', { embedding: '' }],
  ];
  it.each(flaws)('are refused with %s', (_, change) => {
    expect(v.is(NoneOfTheseSchema, { ...written, ...change })).toBe(false);
    expect(v.is(NoneOfTheseSchema, written)).toBe(true);
  });
});
