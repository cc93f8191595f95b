import { winner } from '../head/predict.ts';

/** Answers of about the same confidence. */
export interface ReliabilityBin {
  /** Least and greatest confidence in it. */
  low: number;
  high: number;
  count: number;
  /** Mean confidence. */
  confidence: number;
  /** Share of them that were right. */
  accuracy: number;
}

export interface Reliability {
  /** By rising confidence; none is empty. */
  bins: ReliabilityBin[];
  /** 0 to 1. */
  expectedCalibrationError: number;
}

/** A bin of fewer would show its pictures' luck and not the rule's calibration. */
const FEWEST_IN_BIN = 5;

/**
 * The reliability diagram and its expected calibration error, Σ (count / n) · |accuracy −
 * confidence| (Guo et al. 2017, "On Calibration of Modern Neural Networks"). The confidence is the
 * greatest probability.
 *
 * The bins hold equally many pictures, not equal ranges of confidence: nearly all answers lie
 * above 0.9, where ten equal ranges would put them into one bin and leave the others to one or two
 * pictures each, whose luck then counts as error (Nixon et al. 2019, "Measuring Calibration in
 * Deep Learning"). Equal confidences are never parted, so a bin may hold more.
 * @param probabilities [n, classes], of pictures that the rule had not seen
 * @param bins at most
 */
export function reliability(
  probabilities: Float64Array,
  labels: Int32Array,
  classes: number,
  bins = 10,
): Reliability {
  const answers = Array.from(labels, (label, row) => {
    const best = winner(probabilities, row * classes, classes);
    return { confidence: probabilities[row * classes + best], right: best === label };
  }).sort((a, b) => a.confidence - b.confidence);
  const total = answers.length;
  const parts = Math.max(1, Math.min(bins, Math.floor(total / FEWEST_IN_BIN)));
  const found: ReliabilityBin[] = [];
  let from = 0;
  for (let part = 1; part <= parts; part++) {
    let to = Math.max(from, Math.round((part * total) / parts));
    while (to > 0 && to < total && answers[to].confidence === answers[to - 1].confidence) to++;
    if (to > from) found.push(binOf(answers.slice(from, to)));
    from = to;
  }
  const error = found.reduce(
    (sum, { count, accuracy, confidence }) => sum + count * Math.abs(accuracy - confidence),
    0,
  );
  return { bins: found, expectedCalibrationError: total === 0 ? 0 : error / total };
}

/** @param answers by rising confidence, at least one. */
function binOf(answers: readonly { confidence: number; right: boolean }[]): ReliabilityBin {
  const count = answers.length;
  return {
    low: answers[0].confidence,
    high: answers[count - 1].confidence,
    count,
    confidence: answers.reduce((sum, { confidence }) => sum + confidence, 0) / count,
    accuracy: answers.filter(({ right }) => right).length / count,
  };
}
