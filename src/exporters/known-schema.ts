import * as v from 'valibot';
import { CONCENTRATION, type KnownPictures, rowLengths } from '../head/known-pictures.ts';
import { base64Length, fromBase64, isBase64, toBase64 } from './base64.ts';

const METHOD =
  'ln(mean over classes, of the mean over the prototypes of the class, of exp(concentration * cosine)) / concentration';

const MOST_FEATURES = 16_384;
/** Many more than are ever written: the metadata of a model is read whole. */
const MOST_BYTES = 4 * 2 ** 20;

const Similarity = v.pipe(v.number(), v.minValue(-1), v.maxValue(1));
const Count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

/**
 * How "None of these" is told: enough for any program to do likewise. A picture is none of the
 * classes where its similarity is below `threshold`. From `usual` down to `least` the confidence in
 * a class falls evenly to 1 / classes (`head/verdict.ts`).
 */
export const KnownSchema = v.pipe(
  v.object({
    method: v.literal(METHOD),
    concentration: v.literal(CONCENTRATION),
    threshold: Similarity,
    usual: Similarity,
    least: Similarity,
    features: v.pipe(Count, v.maxValue(MOST_FEATURES)),
    /** Prototypes of each class, in the order of the labels. */
    counts: v.pipe(v.array(Count), v.minLength(1), v.maxLength(1000)),
    /** Base64 of int8, row-major [sum of counts, features]; only the directions of the rows mean anything. */
    prototypes: v.pipe(v.string(), v.maxLength(base64Length(MOST_BYTES))),
  }),
  v.check(({ least, usual }) => least <= usual, 'least is above usual'),
  v.check(
    ({ counts, features, prototypes }) => isBase64(prototypes, features * sum(counts)),
    'the prototypes are not base64 of as many bytes as the counts say',
  ),
);

/** The same in `metadata.json`, beside a network. */
export const NoneOfTheseSchema = v.intersect([
  KnownSchema,
  /** Node of the network whose output is compared: the embedding, before the head. */
  v.object({ embedding: v.pipe(v.string(), v.minLength(1), v.maxLength(500)) }),
]);

/** What a project file carries of the known pictures. */
export type StoredKnown = v.InferOutput<typeof KnownSchema>;
/** What exports carry of them. */
export type NoneOfThese = v.InferOutput<typeof NoneOfTheseSchema>;

export function writeKnown(known: KnownPictures): StoredKnown {
  const { threshold, usual, least, prototypes } = known;
  const { features, counts, steps } = prototypes;
  const bytes = new Uint8Array(steps.buffer, steps.byteOffset, steps.length);
  return {
    method: METHOD,
    concentration: CONCENTRATION,
    threshold,
    usual,
    least,
    features,
    counts,
    prototypes: new TextDecoder().decode(toBase64(bytes)),
  };
}

/** The known pictures as they were, from what fits the schema. */
export function readKnown(stored: StoredKnown): KnownPictures {
  const { threshold, usual, least, features, counts } = stored;
  const steps = new Int8Array(fromBase64(stored.prototypes).buffer);
  const prototypes = { features, counts, steps, lengths: rowLengths(steps, features) };
  return { threshold, usual, least, prototypes };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
