import { allFinite } from '../head/all-finite.ts';
import { createPace } from '../head/pace.ts';
import type { Head, HeadOptions, TrainingSet } from '../head/types.ts';
import { failed, ok, type Result } from '../result.ts';
import { judgeKnown } from './judge-known.ts';
import { keepTogether } from './keep-together.ts';
import { trainHidden } from './train-hidden.ts';
import { trainLinear } from './train-linear.ts';
import type { JudgedHead, TrainingProgress } from './types.ts';

/** Share of the work that the search for near-duplicates takes: 0.07 of 300 pictures', 0.2 of 10,000's. */
const GROUPING = 0.1;

/**
 * Trains a head and says how good it is on samples it has not seen. Shares its thread: others get
 * a turn every few milliseconds, and a cancel is heard as soon as it is given one.
 * The hidden layer is trained on the current tfjs backend, the default head without any.
 * Throws where an embedding is not finite, or a class has no sample.
 */
export async function trainHead(
  set: TrainingSet,
  options: HeadOptions,
  job: { signal: AbortSignal; onProgress: (progress: TrainingProgress) => void },
): Promise<Result<JudgedHead, { kind: 'cancelled' }>> {
  const { signal, onProgress } = job;
  const pace = createPace(signal);
  try {
    signal.throwIfAborted();
    checkSet(set);
    const groups = await keepTogether(set, pace, (fraction) => {
      onProgress({ phase: 'cross-validation', fraction: GROUPING * fraction });
    });
    const grouped = { ...set, groups };
    const onRest = (progress: TrainingProgress) => {
      onProgress({ ...progress, fraction: GROUPING + (1 - GROUPING) * progress.fraction });
    };
    const trained =
      options.kind === 'linear'
        ? await trainLinear(grouped, pace, onRest)
        : await trainHidden(grouped, options, pace, onRest);
    signal.throwIfAborted();
    checkHead(trained.head);
    const folds = trained.outOfFold?.folds ?? null;
    const known = await judgeKnown({ ...grouped, folds }, pace);
    onProgress({ phase: 'fitting', fraction: 1 });
    return ok({ ...trained, groups, known });
  } catch (error) {
    if (signal.aborted) return failed({ kind: 'cancelled' });
    throw error;
  }
}

function checkSet({ classes, embeddings, mirrored, labels, groups }: TrainingSet): void {
  const shapesFit =
    labels.length === embeddings.rows &&
    groups.length === embeddings.rows &&
    [embeddings, mirrored ?? embeddings].every(
      ({ rows, cols, values }) =>
        rows === embeddings.rows && cols === embeddings.cols && values.length === rows * cols,
    );
  if (!shapesFit) throw new Error('The arrays of the training set do not have the same rows.');
  const seen = new Set(labels);
  for (let c = 0; c < classes; c++) {
    if (!seen.delete(c)) throw new Error(`Class ${c} has no sample.`);
  }
  if (seen.size > 0) throw new Error('A label lies outside of the classes.');
  // A GPU with half floats can overflow; one such row would spoil the whole head.
  if (!allFinite(embeddings.values) || (mirrored && !allFinite(mirrored.values))) {
    throw new Error('An embedding is not finite.');
  }
}

function checkHead(head: Head): void {
  const weights =
    head.kind === 'linear'
      ? [head.kernel, head.bias]
      : [head.hiddenKernel, head.hiddenBias, head.kernel, head.bias];
  if (!weights.every(allFinite)) {
    throw new Error('The trained head is not finite.');
  }
}
