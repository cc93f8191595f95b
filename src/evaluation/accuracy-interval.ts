import { betaQuantile } from './beta-distribution.ts';

/**
 * What a user will see is the accuracy on further pictures, and that varies as well: the difference
 * of shares among n and among m pictures has variance p(1 − p)(1/n + 1/m), as if n were n·m/(n + m),
 * which is 0.8 n for m = 4 n. That m is a choice, made on the photos below: 0.9 n would have held in
 * just over 90 % of the draws too, 0.8 n leaves a margin.
 */
const FURTHER_PICTURES = 0.8;

/**
 * 95 % interval of the accuracy on further pictures, by Clopper and Pearson's exact method (1934):
 * the bounds are those shares under which what was seen, or better (worse), has a chance of 2.5 %.
 *
 * Why not Wilson's: near 1, where most accuracies lie, it covers too little (Brown, Cai and
 * DasGupta 2001). Share of 200 draws of cats and dogs, 20 · 25 · 30 a class, in which the accuracy on
 * the photos not drawn lay within: Wilson 0.85 · 0.85 · 0.85, exact 0.90 · 0.92 · 0.84, exact with
 * 0.8 n 0.92 · 0.94 · 0.93. With other draws, which had no say in the choice: 0.95 · 0.93 · 0.96; with
 * the starter, 0.93 · 0.92 · 0.91. Horses and humans, in groups by figure, 0.97 or more throughout.
 *
 * @param share right answers over all answers, 0 to 1
 * @param count independent answers (`effectiveCount`); need not be a whole number
 */
export function accuracyInterval(share: number, count: number): { low: number; high: number } {
  const counted = FURTHER_PICTURES * count;
  const right = share * counted;
  const wrong = (1 - share) * counted;
  return {
    low: right === 0 ? 0 : betaQuantile(0.025, right, wrong + 1),
    // Less than one independent mistake, a few frames of a burst, cannot be told from none.
    high: wrong < 1 ? 1 : betaQuantile(0.975, right + 1, wrong),
  };
}
