import { allSamples } from '../../project/store.ts';
import type { TrainedModel } from '../../project/trained-model.ts';
import type { ClassId, PictureClass, Sample, SampleId } from '../../project/types.ts';

/**
 * How many pictures of the model's classes have come, gone, moved, or changed between "train on" and
 * "test only" since the training; null where the model does not say which it was made of.
 * @param unreadable pictures that no training can use
 */
export function changedSamples(
  model: TrainedModel,
  classes: PictureClass[],
  samples: Record<ClassId, Sample[]>,
  unreadable: readonly SampleId[] = [],
): number | null {
  const { judged, tested, classIds } = model;
  if (judged === null) return null;
  const then = new Map<SampleId, string>();
  for (const { set, use } of [
    { set: judged, use: '' },
    { set: tested, use: TEST },
  ]) {
    set?.sampleIds.forEach((id, row) => {
      then.set(id, `${classIds[set.labels[row] ?? 0]}${use}`);
    });
  }
  const [known, lost] = [new Set(classIds), new Set(unreadable)];
  let changed = 0;
  let same = 0;
  for (const { id, classId, testOnly } of allSamples({ classes, samples })) {
    if (then.get(id) === `${classId}${testOnly ? TEST : ''}`) same += 1;
    else if (!then.has(id) && known.has(classId) && !lost.has(id)) changed += 1;
  }
  return changed + then.size - same;
}

const TEST = ' test only';
