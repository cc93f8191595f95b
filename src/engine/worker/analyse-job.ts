import { labelDoubts } from '../../evaluation/label-doubts.ts';
import { learningCurve } from '../../evaluation/learning-curve.ts';
import { nearDuplicates } from '../../evaluation/near-duplicates.ts';
import { splitClasses } from '../../evaluation/split-classes.ts';
import { createPace } from '../../head/pace.ts';
import type { Matrix, TrainingSet } from '../../head/types.ts';
import { failed, ok, type Result } from '../../result.ts';
import type { Analysis, AnalysisRequest, EngineFault } from '../protocol.ts';
import type { EmbeddingStore } from './embedding-store.ts';

/** About how long each step takes, in parts of the whole; they are done in this order. */
const SHARES = { labelDoubts: 1, nearDuplicates: 1, splitClasses: 1, learningCurve: 6 };

/** Looks into the data of a model, from stored embeddings; the network is not needed. */
export async function analyseJob(
  { rows, testRows, classes, probabilities, folds }: AnalysisRequest,
  store: EmbeddingStore,
  { signal, onProgress }: { signal: AbortSignal; onProgress: (fraction: number) => void },
): Promise<Result<Analysis, EngineFault>> {
  const everything = [...rows, ...testRows];
  const all = await store.gather(
    everything.map(({ sampleId }) => sampleId),
    false,
  );
  if ('missing' in all) return failed({ kind: 'missing-embeddings', count: all.missing });
  const embeddings: Matrix = {
    rows: rows.length,
    cols: all.cols,
    values: all.values.subarray(0, rows.length * all.cols),
  };
  const labels = Int32Array.from(rows, ({ label }) => label);
  const allLabels = Int32Array.from(everything, ({ label }) => label);
  const set: TrainingSet = {
    classes,
    embeddings,
    mirrored: null,
    labels,
    groups: Int32Array.from(rows, ({ group }) => group),
  };
  const pace = createPace(signal);
  const steps = stepsOf(SHARES, onProgress);
  try {
    const outOfFold = { probabilities: Float64Array.from(probabilities), folds };
    const doubts = await labelDoubts(set, outOfFold, pace);
    steps.labelDoubts(1);
    const duplicates = await nearDuplicates(all, allLabels, pace, steps.nearDuplicates);
    const split = await splitClasses(embeddings, labels, classes, duplicates, pace);
    steps.splitClasses(1);
    return ok({
      labelDoubts: doubts,
      nearDuplicates: duplicates,
      splitClasses: split,
      learningCurve: await learningCurve(set, pace, steps.learningCurve),
    });
  } catch (error) {
    if (signal.aborted) return failed({ kind: 'cancelled' });
    throw error;
  }
}

/** For each step, what hears how far it is and tells how far the whole is. */
function stepsOf<Step extends string>(
  shares: Record<Step, number>,
  onProgress: (fraction: number) => void,
): Record<Step, (fraction: number) => void> {
  const names = Object.keys(shares) as Step[];
  const whole = names.reduce((sum, name) => sum + shares[name], 0);
  let before = 0;
  const listeners = names.map((name) => {
    const [start, share] = [before, shares[name]];
    before += share;
    return [name, (fraction: number) => onProgress((start + share * fraction) / whole)];
  });
  return Object.fromEntries(listeners);
}
