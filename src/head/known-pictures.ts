/**
 * How like the known pictures a picture is, so that one unlike any of them can be told: a
 * probability of a class cannot say that, for it only shares out between the classes.
 *
 * similarity(x) = ln(mean over classes, of the mean over a class's prototypes p, of
 * exp(κ · cos(x, p))) / κ: a kernel density on the sphere of directions (Hall, Watson and Cabrera
 * 1987, "Kernel density estimation with spherical data") with von Mises and Fisher's kernel, each
 * class as likely as the next, as in the head. Embeddings as they are, not centred. The scale is
 * that of the cosine: 1 for a picture like all prototypes, −1 at the other end.
 * docs/head.md has what nearest neighbours gave in its place.
 */

/** κ: how near a prototype must be to count. Measured: 5, 10, 15 and 20 are all close together. */
export const CONCENTRATION = 10;

/** Directions of known pictures, a class below the other. */
export interface Prototypes {
  features: number;
  /** [classes] prototypes of each class, in the order of the head's outputs. */
  counts: number[];
  /** [sum of counts, features], row-major: each row times any number of its own, −127 to 127. */
  steps: Int8Array<ArrayBuffer>;
  /** [sum of counts] Euclidean length of each row of `steps`. */
  lengths: Float64Array<ArrayBuffer>;
}

/** A threshold that no picture is below: a class is always named. */
export const NEVER_NONE = -1;

/** Where similarities part; see `verdict.ts`. */
export interface SimilarityLimits {
  /** The least similar of the user's own pictures, judged by others. */
  least: number;
  /** 95 % of the user's own pictures are at least so similar. */
  usual: number;
  /** Below it a picture is none of the classes. `usual`, unless the user moved it. */
  threshold: number;
}

/** What a model knows pictures by; the same in the preview, on disk and in exports. */
export interface KnownPictures extends SimilarityLimits {
  prototypes: Prototypes;
}

const STEPS = 127;

/**
 * Rows of embeddings as prototypes. Only directions count, so a row is stretched to ±127 and
 * rounded. On real photos no similarity moves by more than 0.0003 through that, nor the area under
 * the curve by more than 0.0002: float16 would take twice the room for nothing.
 * @param values [sum of counts, features]
 */
export function prototypesOf(values: Float32Array, features: number, counts: number[]): Prototypes {
  const steps = new Int8Array(values.length);
  for (let start = 0; start < values.length; start += features) {
    const end = start + features;
    let largest = 0;
    for (let at = start; at < end; at++) largest = Math.max(largest, Math.abs(values[at]));
    if (largest === 0) continue;
    const scale = STEPS / largest;
    for (let at = start; at < end; at++) {
      // Rounded by being cut off: several times as quick as Math.round.
      const step = scale * values[at];
      steps[at] = step < 0 ? step - 0.5 : step + 0.5;
    }
  }
  return { features, counts, steps, lengths: rowLengths(steps, features) };
}

/** Euclidean length of each row. */
export function rowLengths(steps: Int8Array, features: number): Float64Array<ArrayBuffer> {
  const lengths = new Float64Array(steps.length / features);
  for (let row = 0, at = 0; row < lengths.length; row++) {
    let squares = 0;
    for (let p = 0; p < features; p++, at++) squares += steps[at] ** 2;
    lengths[row] = Math.sqrt(squares);
  }
  return lengths;
}

/**
 * Similarity of a picture to the known ones, −1 to 1.
 * @param embedding [features]
 */
export function similarity(prototypes: Prototypes, embedding: Float32Array): number {
  return meanSimilarity(prototypes.counts, cosines(prototypes, embedding), () => true) ?? 0;
}

/**
 * Cosine between a picture and each prototype; 0 where one of the two has no direction.
 * @returns [sum of counts]
 */
export function cosines(
  { features, steps, lengths }: Prototypes,
  embedding: Float32Array,
): Float64Array<ArrayBuffer> {
  if (embedding.length !== features) {
    throw new Error(`The prototypes have ${features} features, not ${embedding.length}.`);
  }
  let squares = 0;
  for (let p = 0; p < features; p++) squares += embedding[p] ** 2;
  const result = new Float64Array(lengths.length);
  for (let row = 0; row < lengths.length; row++) {
    const at = row * features;
    // Four sums, because a processor can add to several at once.
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    let p = 0;
    for (; p + 3 < features; p += 4) {
      a += embedding[p] * steps[at + p];
      b += embedding[p + 1] * steps[at + p + 1];
      c += embedding[p + 2] * steps[at + p + 2];
      d += embedding[p + 3] * steps[at + p + 3];
    }
    for (; p < features; p++) a += embedding[p] * steps[at + p];
    const length = lengths[row] * Math.sqrt(squares);
    result[row] = length === 0 ? 0 : (a + b + (c + d)) / length;
  }
  return result;
}

/**
 * The similarity from its cosines, with the prototypes that `mayUse` allows; a class without any
 * of them is left out.
 * @returns null where no prototype is allowed
 */
export function meanSimilarity(
  counts: readonly number[],
  cosine: Float64Array,
  mayUse: (prototype: number) => boolean,
): number | null {
  let classes = 0;
  let sum = 0;
  let prototype = 0;
  for (const count of counts) {
    let used = 0;
    let ofClass = 0;
    for (const end = prototype + count; prototype < end; prototype++) {
      if (!mayUse(prototype)) continue;
      used++;
      ofClass += Math.exp(CONCENTRATION * cosine[prototype]);
    }
    if (used === 0) continue;
    classes++;
    sum += ofClass / used;
  }
  return classes === 0 ? null : Math.log(sum / classes) / CONCENTRATION;
}
