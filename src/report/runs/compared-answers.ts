import { compareRuns, type RunComparison } from '../../evaluation/compare-runs.ts';
import type { TrainedModel } from '../../project/trained-model.ts';
import { type PairedAnswers, pairedAnswers } from './paired-answers.ts';

export type ComparedAnswers =
  /** One of the two was kept without its answers. */
  | { kind: 'unknown' }
  | { kind: 'none-in-common' }
  | { kind: 'compared'; answers: PairedAnswers; comparison: RunComparison };

/** Compares two runs on what both judged out of fold, or on what both were tested on. */
export function comparedAnswers(
  a: TrainedModel,
  b: TrainedModel,
  kind: 'judged' | 'tested',
): ComparedAnswers {
  const [ofA, ofB] = [a[kind], b[kind]];
  if (ofA === null || ofB === null) return { kind: 'unknown' };
  const answers = pairedAnswers(
    { judged: ofA, classIds: a.classIds },
    { judged: ofB, classIds: b.classIds },
  );
  if (answers.aRight.length === 0) return { kind: 'none-in-common' };
  const comparison = compareRuns(answers.aRight, answers.bRight, answers.groups);
  return { kind: 'compared', answers, comparison };
}
