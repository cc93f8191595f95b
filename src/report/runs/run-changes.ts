import type { JudgedSamples, TrainedModel } from '../../project/trained-model.ts';
import type { ClassId, SampleId } from '../../project/types.ts';

/** What was done between two trainings; counts are of images. */
export interface RunChanges {
  options: boolean;
  network: boolean;
  /** Classes of the second run only, and of the first only. */
  classesAdded: ClassId[];
  classesRemoved: ClassId[];
  /** null where one of the runs does not say which images it was of. */
  images: ImageChanges | null;
}

export interface ImageChanges {
  added: number;
  removed: number;
  /** To another class. */
  moved: number;
  /** From training to testing only, and back. */
  nowTested: number;
  nowTrained: number;
}

/** What differs between two runs, the first being the earlier one. */
export function runChanges(a: TrainedModel, b: TrainedModel): RunChanges {
  return {
    options: !sameOptions(a, b),
    network: a.fingerprint !== b.fingerprint,
    classesAdded: b.classIds.filter((id) => !a.classIds.includes(id)),
    classesRemoved: a.classIds.filter((id) => !b.classIds.includes(id)),
    images: imageChanges(usesOf(a), usesOf(b)),
  };
}

function sameOptions({ options: a }: TrainedModel, { options: b }: TrainedModel): boolean {
  if (a.kind === 'linear' || b.kind === 'linear') return a.kind === b.kind;
  return (['units', 'epochs', 'batchSize', 'learningRate'] as const).every(
    (option) => a[option] === b[option],
  );
}

interface Use {
  classId: ClassId | undefined;
  tested: boolean;
}

/** What each image was to a run; null where it was not kept. */
function usesOf({ judged, tested, classIds }: TrainedModel): Map<SampleId, Use> | null {
  if (judged === null) return null;
  const uses = (of: JudgedSamples | null, isTest: boolean) =>
    (of?.sampleIds ?? []).map((id, row): [SampleId, Use] => [
      id,
      { classId: classIds[of?.labels[row] ?? 0], tested: isTest },
    ]);
  return new Map([...uses(judged, false), ...uses(tested, true)]);
}

function imageChanges(
  a: Map<SampleId, Use> | null,
  b: Map<SampleId, Use> | null,
): ImageChanges | null {
  if (a === null || b === null) return null;
  const changes = { added: 0, removed: 0, moved: 0, nowTested: 0, nowTrained: 0 };
  for (const [id, now] of b) {
    const before = a.get(id);
    if (before === undefined) changes.added += 1;
    else {
      if (before.classId !== now.classId) changes.moved += 1;
      if (before.tested !== now.tested) changes[now.tested ? 'nowTested' : 'nowTrained'] += 1;
    }
  }
  for (const id of a.keys()) if (!b.has(id)) changes.removed += 1;
  return changes;
}
