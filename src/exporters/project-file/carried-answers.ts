import * as v from 'valibot';
import { base64Length, fromBase64, isBase64, toBase64 } from '../base64.ts';
import type { ArchiveAnswers } from './types.ts';

/** As many as a project may hold, and some that are gone since. */
const MOST_ROWS = 20_000;
/** 10,000 images of 78 classes: project.json is read whole. */
const MOST_BYTES = 3 * 2 ** 20;
/** More folds than there can be would be looked for one by one. */
const MOST_FOLDS = 100;
const MOST_GROUPS = 2 ** 31;

const rowsOf = <Entry extends v.GenericSchema>(entry: Entry) =>
  v.pipe(v.array(entry), v.minLength(1), v.maxLength(MOST_ROWS));
const below = (limit: number) =>
  v.pipe(v.number(), v.safeInteger(), v.minValue(0), v.maxValue(limit - 1));

/** What a head said of samples that it had not seen, in one order for all lists. */
export const AnswersSchema = v.pipe(
  v.object({
    /** Place of each among the project's samples; null for one that is not in the file. */
    samples: rowsOf(v.nullable(below(MOST_ROWS))),
    /** The output of each one's class. */
    labels: rowsOf(below(1000)),
    /** Samples of one group are not independent. */
    groups: rowsOf(below(MOST_GROUPS)),
    /** The fold that each was left out with. */
    folds: rowsOf(below(MOST_FOLDS)),
    /** Base64 of float32, little-endian, row-major [samples, outputs]. */
    probabilities: v.pipe(v.string(), v.maxLength(base64Length(MOST_BYTES))),
  }),
  v.check(
    ({ samples, labels, groups, folds }) =>
      [labels, groups, folds].every(({ length }) => length === samples.length),
    'its lists are not of one length',
  ),
);
export type StoredAnswers = v.InferOutput<typeof AnswersSchema>;

/** null where they are too many for a file. */
export function writeAnswers(answers: ArchiveAnswers): StoredAnswers | null {
  const { places, labels, groups, folds, probabilities } = answers;
  const bytes = new Uint8Array(4 * probabilities.length);
  const view = new DataView(bytes.buffer);
  probabilities.forEach((value, at) => {
    view.setFloat32(4 * at, value, true);
  });
  if (bytes.length > MOST_BYTES || places.length > MOST_ROWS) return null;
  return {
    samples: places,
    labels: Array.from(labels),
    groups: Array.from(groups),
    folds: Array.from(folds),
    probabilities: new TextDecoder().decode(toBase64(bytes)),
  };
}

/**
 * The answers as they were, from what fits the schema; null where they are not of so many outputs and
 * samples, name a sample twice, or hold what is no probability.
 */
export function readAnswers(
  stored: StoredAnswers,
  outputs: number,
  samples: number,
): ArchiveAnswers | null {
  const { samples: places, labels, groups, folds } = stored;
  const bytes = 4 * labels.length * outputs;
  const named = places.filter((place) => place !== null);
  const sound =
    labels.every((label) => label < outputs) &&
    named.every((place) => place < samples) &&
    new Set(named).size === named.length &&
    isBase64(stored.probabilities, bytes);
  if (!sound) return null;
  const view = new DataView(fromBase64(stored.probabilities).buffer);
  const probabilities = Float32Array.from({ length: bytes / 4 }, (_, at) =>
    view.getFloat32(4 * at, true),
  );
  if (!probabilities.every((value) => value >= 0 && value <= 1)) return null;
  return {
    places,
    labels: Int32Array.from(labels),
    groups: Int32Array.from(groups),
    folds: Int32Array.from(folds),
    probabilities,
  };
}
