import { createPace } from '../head/pace.ts';
import type { Head, HeadOptions, TrainingSet } from '../head/types.ts';
import { failed, ok, type Result } from '../result.ts';
import { joinDuplicates } from './duplicates.ts';
import { trainHidden } from './train-hidden.ts';
import { trainLinear } from './train-linear.ts';
import type { TrainedHead, TrainingProgress } from './types.ts';

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
): Promise<Result<TrainedHead, { kind: 'cancelled' }>> {
  const { signal, onProgress } = job;
  const pace = createPace(signal);
  try {
    signal.throwIfAborted();
    checkSet(set);
    const grouped = { ...set, groups: joinDuplicates(set.embeddings, set.groups) };
    const trained =
      options.kind === 'linear'
        ? await trainLinear(grouped, pace, onProgress)
        : await trainHidden(grouped, options, pace, onProgress);
    signal.throwIfAborted();
    checkHead(trained.head);
    onProgress({ phase: 'fitting', fraction: 1 });
    return ok(trained);
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

/** Zero times a number is zero, but NaN if it is not finite; a branch on each of a million would show. */
function allFinite(values: Float32Array): boolean {
  let zero = 0;
  for (let at = 0; at < values.length; at++) zero += 0 * (values[at] ?? 0);
  return zero === 0;
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
