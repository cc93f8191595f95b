import { thresholdFor } from '../evaluation/judge-known.ts';
import { NEVER_NONE, type SimilarityLimits } from '../head/known-pictures.ts';

/** Places of the slider, from the lowest threshold to the highest. */
export const PLACES = 100;

/** Similarities this far apart at least: all of the user's own may be alike. */
const NARROWEST = 0.05;

/** Thresholds that the slider offers. */
export class ThresholdRange {
  readonly #low: number;
  readonly #high: number;
  readonly #usual: number;

  /**
   * Up to one that refuses half of the user's own pictures, and as far below the least similar one:
   * down there, ever stranger pictures are taken for a class.
   * @param own ascending, not empty
   */
  constructor(own: Float32Array, { least, usual }: SimilarityLimits) {
    const middle = thresholdFor(own, 0.5);
    const reach = Math.max(NARROWEST, middle - least);
    this.#high = Math.min(1, least + reach);
    this.#low = Math.max(NEVER_NONE, least - reach);
    this.#usual = usual;
  }

  /** 0 to `PLACES`. */
  placeOf(threshold: number): number {
    const place = Math.round((PLACES * (threshold - this.#low)) / (this.#high - this.#low));
    return Math.max(0, Math.min(PLACES, place));
  }

  /** The default to the last digit where it stands, else what is nearest to the place. */
  thresholdAt(place: number): number {
    if (place === this.placeOf(this.#usual)) return this.#usual;
    return this.#low + (place / PLACES) * (this.#high - this.#low);
  }
}
