import type { Pace } from '../head/pace.ts';
import { winner } from '../head/predict.ts';
import type { TrainingSet } from '../head/types.ts';
import { effectiveCount } from './interval.ts';
import { wrongLabelChances } from './label-noise.ts';
import { nearestMeanLogits } from './nearest-mean.ts';
import { fitTemperature } from './temperature.ts';
import type { OutOfFold } from './types.ts';

/** A picture that may be in the wrong class. */
export interface Suspect {
  row: number;
  /** The class it is in. */
  given: number;
  /** The class it looks like. */
  likely: number;
  /** How likely the given class is wrong, 0 to 1. */
  chance: number;
}

export interface LabelDoubts {
  /** Most suspect first. */
  suspects: Suspect[];
  /** How many of the suspects to expect to be wrongly labelled indeed; not a whole number. */
  expectedWrong: number;
}

/** Below this chance a picture is not worth a look. */
const LEAST_CHANCE = 0.05;
/** Of those shown, at least this share should be wrong indeed: where classes are hard, many have some chance. */
const LEAST_SHARE = 0.2;
/** A logarithm of zero would spoil all sums. */
const LEAST_PROBABILITY = 1e-300;

/**
 * Pictures that are probably in the wrong class, by what heads that had not seen them say (after
 * the idea of confident learning: Northcutt, Jiang and Chuang, Journal of Artificial Intelligence
 * Research 70:1373, 2021).
 *
 * Two things differ from that paper, both measured on photos, 50 draws with 5 % of the labels
 * swapped. The head's answers are joined with those of the nearest class mean, which wrong labels
 * hardly move: of the first n suspects 0.93 instead of 0.87 are right for cats and dogs, 0.99
 * instead of 0.84 for horses and humans. And the expected number comes from `wrongLabelChances`,
 * since counts of confident disagreement take the mistakes of a weak model for wrong labels: with
 * the starter network they called 9 of 160 right ones wrong; these chances add up to less than 1.
 * @param set what the head was trained on
 * @param outOfFold its answers, which `trainHead` gave for that set
 */
export async function labelDoubts(
  set: TrainingSet,
  outOfFold: OutOfFold,
  pace: Pace,
): Promise<LabelDoubts> {
  const { classes, labels } = set;
  const opinions = await jointOpinions(set, outOfFold, pace);
  const chances = await wrongLabelChances(opinions, labels, classes, pace);
  const suspects: Suspect[] = [];
  for (let row = 0; row < labels.length; row++) {
    const given = labels[row];
    const likely = winner(opinions, row * classes, classes);
    const chance = chances[row];
    if (likely !== given && chance >= LEAST_CHANCE) suspects.push({ row, given, likely, chance });
  }
  suspects.sort((a, b) => b.chance - a.chance);
  return worthALook(suspects);
}

/** As many from the start of the list as are worth it. */
function worthALook(sorted: readonly Suspect[]): LabelDoubts {
  let shown = 0;
  let expectedWrong = 0;
  // The mean chance only falls along the list.
  for (const { chance } of sorted) {
    if (expectedWrong + chance < LEAST_SHARE * (shown + 1)) break;
    expectedWrong += chance;
    shown++;
  }
  return { suspects: sorted.slice(0, shown), expectedWrong };
}

/** Head and nearest mean, each as sure as it is right: the sum of their log probabilities, up to a constant for each row. */
async function jointOpinions(
  set: TrainingSet,
  { probabilities, folds }: OutOfFold,
  pace: Pace,
): Promise<Float64Array> {
  const { classes, labels, groups } = set;
  const count = folds.reduce((most, fold) => Math.max(most, fold + 1), 0);
  const logits = await nearestMeanLogits(set, { count, ofRow: folds }, pace);
  const temperature = fitTemperature(logits, labels, classes, effectiveCount(groups));
  return probabilities.map(
    (probability, at) =>
      Math.log(Math.max(probability, LEAST_PROBABILITY)) + logits[at] / temperature,
  );
}
