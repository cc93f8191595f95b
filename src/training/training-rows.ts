import type { TrainingRow } from '../engine/protocol.ts';
import { type TrainedModel, toTrainOn } from '../project/trained-model.ts';
import type { ClassId, PictureClass, Sample } from '../project/types.ts';

/** What stands for itself: an upload, or a whole burst. */
export const unitOf = ({ burstId, id }: Sample) => burstId ?? id;

/** Names of the model's classes whose images are all of one unit: nothing can be held back to test with. */
export function unjudgeable(
  model: Pick<TrainedModel, 'classIds'>,
  classes: PictureClass[],
  samples: Record<ClassId, Sample[]>,
): string[] {
  const few = (id: ClassId) => new Set(toTrainOn(samples[id] ?? []).map(unitOf)).size < 2;
  return classes.filter(({ id }) => model.classIds.includes(id) && few(id)).map(({ name }) => name);
}

/** Labels by class; frames of one burst share a group, every other sample is a group of its own. */
export function trainingRows(byClass: Sample[][]): TrainingRow[] {
  const groups = new Map<string, number>();
  const groupOf = (name: string) => {
    const group = groups.get(name) ?? groups.size;
    groups.set(name, group);
    return group;
  };
  return byClass.flatMap((samples, label) =>
    samples.map((sample) => ({ sampleId: sample.id, label, group: groupOf(unitOf(sample)) })),
  );
}
