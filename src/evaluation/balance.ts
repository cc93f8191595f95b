/** A class is far smaller than the others below this share of what is typical. */
const FAR_BELOW = 1 / 3;

export interface SmallClass {
  class: number;
  samples: number;
  /** Samples of a typical class: the median of all classes. */
  typical: number;
}

/**
 * Classes with less than a third of the samples that a typical class has. The median, because one
 * huge class must not make all others look small. Of two classes the larger one is typical: their
 * median would lie between them, and 10 beside 40 would pass.
 * @param samplesPerClass [classes]
 */
export function imbalance(samplesPerClass: readonly number[]): SmallClass[] {
  const sorted = [...samplesPerClass].sort((a, b) => a - b);
  const typical = sorted[Math.floor(sorted.length / 2)] ?? 0;
  return samplesPerClass.flatMap((samples, c) =>
    samples < FAR_BELOW * typical ? [{ class: c, samples, typical }] : [],
  );
}
