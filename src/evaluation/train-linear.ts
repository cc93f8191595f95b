import { discriminantSpace, linearHead, SHRINKAGE } from '../head/linear-discriminant.ts';
import type { Pace } from '../head/pace.ts';
import type { TrainingSet } from '../head/types.ts';
import { evaluationOf } from './cross-validate.ts';
import { dealFolds } from './folds.ts';
import { judgeLinear } from './judge-linear.ts';
import { unjudgedTemperature } from './temperature.ts';
import type { TrainedHead, TrainingProgress } from './types.ts';

/** The default head: cross-validated, then fitted on everything. */
export async function trainLinear(
  set: TrainingSet,
  pace: Pace,
  onProgress: (progress: TrainingProgress) => void,
): Promise<TrainedHead> {
  const folds = dealFolds(set.labels, set.groups, set.classes);
  if (!folds) return trainUnjudged(set, pace, onProgress);
  const verdict = await judgeLinear(set, folds, pace, (fraction) => {
    onProgress({ phase: 'cross-validation', fraction: 0.9 * fraction });
  });
  onProgress({ phase: 'fitting', fraction: 0.9 });
  const rule = await verdict.space.fit(verdict.parts);
  return {
    head: linearHead(await rule.weights(), verdict.run.temperature),
    temperature: verdict.run.temperature,
    ...(await evaluationOf(set, folds, verdict.run, verdict.mirrorImagesUsed, pace)),
  };
}

/**
 * Too few samples to leave any out: no mirror images, since nothing says that they do no harm,
 * and a temperature from the training pictures themselves.
 */
async function trainUnjudged(
  set: TrainingSet,
  pace: Pace,
  onProgress: (progress: TrainingProgress) => void,
): Promise<TrainedHead> {
  onProgress({ phase: 'fitting', fraction: 0 });
  const { classes, embeddings, labels, groups } = set;
  const space = await discriminantSpace(
    {
      classes,
      features: embeddings.cols,
      matrices: [embeddings],
      labels,
      units: groups,
      parts: new Int32Array(labels.length),
    },
    SHRINKAGE,
    pace,
  );
  const rule = await space.fit([0]);
  const logits = await rule.logits(Int32Array.from(labels.keys()));
  const temperature = unjudgedTemperature(logits, labels, classes);
  return {
    head: linearHead(await rule.weights(), temperature),
    evaluation: { method: 'none', reason: 'too-few-samples' },
    outOfFold: null,
    temperature,
  };
}
