import { correctOf } from './confusion.ts';

/** What one way of training gave on pictures left out. */
export interface Judged {
  /** confusion[true class][predicted class] */
  confusion: number[][];
  /** Mean loss at its own best temperature. */
  loss: number;
}

/** A class may lose one picture, or this share of its pictures, before that counts as harm. */
const HARMLESS_SHARE = 0.05;

/**
 * Whether mirror images are to be used: only where pictures left out say that they help. More of
 * them must come out right or, with as many right, the loss must be lower; and no class may pay
 * for it. Among ten gestures, "left" and "right" would be ruined while the other eight gain.
 */
export function mirrorImagesHelp(without: Judged, withMirror: Judged): boolean {
  const harmed = without.confusion.some((row, c) => {
    const pictures = row.reduce((sum, count) => sum + count, 0);
    const lost = row[c] - withMirror.confusion[c][c];
    return lost > Math.max(1, HARMLESS_SHARE * pictures);
  });
  if (harmed) return false;
  const gained = correctOf(withMirror.confusion) - correctOf(without.confusion);
  return gained > 0 || (gained === 0 && withMirror.loss < without.loss);
}
