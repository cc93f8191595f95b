import type { SimilarityLimits } from './known-pictures.ts';
import { winner } from './predict.ts';

/** What is said of a picture. */
export type Verdict =
  | { kind: 'none-of-these'; similarity: number }
  | {
      kind: 'class';
      /** The most probable class. */
      winner: number;
      /** 1 / classes to 1. */
      confidence: number;
      /** null where there are no known pictures to compare with: the probability stands alone. */
      similarity: number | null;
    };

/**
 * Puts together what the head says (which class, if any of them) and what the known pictures say
 * (whether it is like any of them).
 *
 * The head's probability is calibrated on pictures like the user's own; of others it knows
 * nothing, and is often most sure of the strangest. So it is believed in full for pictures that
 * are at least as similar as 95 % of the user's own are to each other. Between there and the least
 * similar one it goes evenly down to 1 / classes, for a picture less like them than any picture
 * that the head was ever judged on is anyone's guess. With the threshold where it is by itself
 * such a picture is "None of these" anyway; who lowers it is told how little it means.
 * @param probabilities [classes]
 * @param similarity from `similarity` in `known-pictures.ts`; null where the model has no known pictures
 */
export function verdict(
  probabilities: ArrayLike<number>,
  similarity: number | null,
  limits: SimilarityLimits | null,
): Verdict {
  const classes = probabilities.length;
  const best = winner(probabilities, 0, classes);
  if (similarity === null || limits === null) {
    return { kind: 'class', winner: best, confidence: probabilities[best], similarity: null };
  }
  // Not `<`: an embedding that is not finite is like nothing.
  if (!(similarity >= limits.threshold)) return { kind: 'none-of-these', similarity };
  const chance = 1 / classes;
  const confidence = chance + familiarity(similarity, limits) * (probabilities[best] - chance);
  return { kind: 'class', winner: best, confidence, similarity };
}

/** 1 for a picture as similar as most of the user's own, 0 for one less similar than any. */
function familiarity(similarity: number, { least, usual }: SimilarityLimits): number {
  if (similarity >= usual) return 1;
  return similarity <= least ? 0 : (similarity - least) / (usual - least);
}
