import type { DiscriminantSpace } from '../head/discriminant.ts';
import { discriminantSpace, SHRINKAGE } from '../head/linear-discriminant.ts';
import type { Pace } from '../head/pace.ts';
import type { TrainingSet } from '../head/types.ts';
import { crossValidate, type OutOfFoldRun } from './cross-validate.ts';
import type { Folds } from './folds.ts';
import { mirrorImagesHelp } from './mirror-decision.ts';

/** The linear head's out-of-fold answers, trained the better way of two. */
export interface LinearVerdict {
  mirrorImagesUsed: boolean;
  run: OutOfFoldRun;
  space: DiscriminantSpace;
  /** The parts of the space that the final fit takes. */
  parts: number[];
}

/**
 * Judges the linear head without mirror images and, where there are some, with them. Mirror
 * images are only ever trained on, and are left out together with their originals.
 * @param onStep fraction of this work that is done
 */
export async function judgeLinear(
  set: TrainingSet,
  folds: Folds,
  pace: Pace,
  onStep: (fraction: number) => void,
): Promise<LinearVerdict> {
  const runs = set.mirrored ? 2 : 1;
  // The shared products take about as long as all fits together.
  const steps = 2 * runs * folds.count;
  let done = runs * folds.count;
  const space = await linearSpace(set, folds, pace);
  onStep(done / steps);

  // Part f holds the originals of fold f, part count + f their mirror images.
  const without = Array.from({ length: folds.count }, (_, fold) => fold);
  const all = [...without, ...without.map((fold) => folds.count + fold)];
  const judge = (parts: readonly number[]) =>
    crossValidate(set, folds, async (fold, heldOut) => {
      const rule = await space.fit(parts.filter((part) => part % folds.count !== fold));
      onStep(++done / steps);
      return rule.logits(heldOut);
    });
  const plain = await judge(without);
  const mirrored = set.mirrored ? await judge(all) : null;
  return mirrored && mirrorImagesHelp(plain, mirrored)
    ? { mirrorImagesUsed: true, run: mirrored, space, parts: all }
    : { mirrorImagesUsed: false, run: plain, space, parts: without };
}

/** Originals, with the mirror images below them; one part (two) for each fold. */
function linearSpace(set: TrainingSet, folds: Folds, pace: Pace): Promise<DiscriminantSpace> {
  const { classes, embeddings, mirrored, labels, groups } = set;
  const twice = (values: Int32Array, shift: number) =>
    mirrored ? Int32Array.from([...values, ...values.map((value) => value + shift)]) : values;
  return discriminantSpace(
    {
      classes,
      features: embeddings.cols,
      matrices: mirrored ? [embeddings, mirrored] : [embeddings],
      labels: twice(labels, 0),
      units: twice(groups, 0),
      parts: twice(folds.ofRow, folds.count),
    },
    SHRINKAGE,
    pace,
  );
}
