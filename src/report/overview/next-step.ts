import { imbalance } from '../../evaluation/balance.ts';
import type { LearningCurve } from '../../evaluation/learning-curve.ts';
import type { SetFigures } from '../report-figures.ts';

/** The next best thing to do about a model. Classes are places in the report's labels. */
export type NextStep =
  | { kind: 'few-images'; class: number; images: number }
  | { kind: 'one-sided'; class: number; images: number; typical: number }
  | { kind: 'no-mistakes' }
  /** `weakest` is recognised least often; null where all are alike. */
  | { kind: 'more-images'; projected: number | null; weakest: number | null }
  | { kind: 'mix-up'; given: number; predicted: number; count: number; mistakes: number }
  | { kind: 'look-at-mistakes'; mistakes: number };

/** With fewer images of a class, one of them changes its figures by more than ten points. */
const FEW = 10;
/** Fewer mistakes show no pattern. */
const PATTERN = 3;

/**
 * What comes first: figures that can be believed (enough images of every class), then what is sure to
 * help (more images), then what only looking can tell (the mistakes).
 * @param curve null where there is none
 */
export function nextStep(
  { confusion, perClass, total, correct }: SetFigures,
  curve: LearningCurve | null,
): NextStep {
  const images = perClass.perClass.map(({ support }) => support);
  const fewest = images.indexOf(Math.min(...images));
  if ((images[fewest] ?? 0) < FEW) {
    return { kind: 'few-images', class: fewest, images: images[fewest] ?? 0 };
  }
  const [small] = imbalance(images).sort((a, b) => a.samples - b.samples);
  if (small !== undefined) {
    return { kind: 'one-sided', class: small.class, images: small.samples, typical: small.typical };
  }
  const mistakes = total - correct;
  if (mistakes === 0) return { kind: 'no-mistakes' };
  if (curve?.moreWouldHelp === 'yes') {
    const recalls = perClass.perClass.map(({ recall }) => recall ?? 0);
    const worst = Math.min(...recalls);
    const alike = worst === Math.max(...recalls);
    const weakest = alike ? null : recalls.indexOf(worst);
    return { kind: 'more-images', projected: curve.projected, weakest };
  }
  const worst = mostMixed(confusion);
  return mistakes >= PATTERN && 2 * worst.count > mistakes
    ? { kind: 'mix-up', ...worst, mistakes }
    : { kind: 'look-at-mistakes', mistakes };
}

/** The wrong cell with the most pictures. */
function mostMixed(confusion: readonly (readonly number[])[]): {
  given: number;
  predicted: number;
  count: number;
} {
  const cells = confusion.flatMap((row, given) =>
    row.map((count, predicted) => ({ given, predicted, count })),
  );
  return cells
    .filter(({ given, predicted }) => given !== predicted)
    .reduce((a, b) => (b.count > a.count ? b : a), { given: 0, predicted: 0, count: 0 });
}
