import type { Reliability } from './reliability.ts';

/** What the reliability diagram says, in some numbers and a verdict. */
export interface Calibration {
  images: number;
  /** Mean confidence and accuracy over all pictures, 0 to 1. */
  confidence: number;
  accuracy: number;
  error: number;
  /** Expected calibration error that chance alone would give a perfectly honest model. */
  byChance: number;
  /** By how much chance alone may move the accuracy of an honest model, 19 times out of 20. */
  doubt: number;
  /** 'uneven': right on the whole, but now too sure and now too modest. */
  verdict: 'honest' | 'too-sure' | 'too-modest' | 'uneven' | 'too-few';
}

/**
 * With fewer images there is no verdict: chance alone moves the accuracy of a model that is 80 % sure
 * by 14 points and more, so "honest" would say nothing, and one mistake would make it "too sure".
 */
export const ENOUGH_TO_JUDGE = 30;

/** Standard errors beyond which a difference is no longer put down to chance: 95 %. */
const Z = 1.96;

/** The same for the calibration error, which is checked only where the means agree: 99 %. */
const Z_ERROR = 2.326;

/**
 * Whether confidence and accuracy differ by more than chance. Of a bin of m pictures of mean
 * confidence c, an honest model's accuracy is spread by s = √(c(1 − c)/m), and lies s·√(2/π) from c on
 * average, with standard deviation s·√(1 − 2/π). Takes the pictures to be independent, so frames of one recording may look like a fault.
 */
export function calibration({ bins, expectedCalibrationError }: Reliability): Calibration {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  const mean = (of: (bin: Reliability['bins'][number]) => number) =>
    total === 0 ? 0 : bins.reduce((sum, bin) => sum + bin.count * of(bin), 0) / total;
  const variance = (bin: Reliability['bins'][number]) => bin.confidence * (1 - bin.confidence);
  const confidence = mean((bin) => bin.confidence);
  const accuracy = mean((bin) => bin.accuracy);
  const doubt = total === 0 ? 0 : Z * Math.sqrt(mean(variance) / total);
  const gap = confidence - accuracy;
  const spread = (bin: Reliability['bins'][number]) => Math.sqrt(variance(bin) / bin.count);
  const byChance = Math.sqrt(2 / Math.PI) * mean(spread);
  const squares = mean((bin) => (bin.count / total) * spread(bin) ** 2);
  const most = byChance + Z_ERROR * Math.sqrt((1 - 2 / Math.PI) * squares);
  const even = expectedCalibrationError <= most;
  const verdict = (): Calibration['verdict'] => {
    if (total < ENOUGH_TO_JUDGE) return 'too-few';
    if (Math.abs(gap) > doubt) return gap > 0 ? 'too-sure' : 'too-modest';
    return even ? 'honest' : 'uneven';
  };
  return {
    images: total,
    confidence,
    accuracy,
    error: expectedCalibrationError,
    byChance,
    doubt,
    verdict: verdict(),
  };
}
