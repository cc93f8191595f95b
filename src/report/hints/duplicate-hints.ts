import type { Sample, SampleId } from '../../project/types.ts';
import { type Evidence, type Hint, hintKey, type Wanted } from './hint.ts';
import { showsNothing } from './shows-nothing.ts';

/** Groups of two pictures or more that show nearly the same, of those that are left. */
export function alikeGroups(
  { analysis, faults }: Evidence,
  live: ReadonlyMap<SampleId, Sample>,
): Sample[][] {
  if (analysis === null) return [];
  const { nearDuplicates, sampleIds } = analysis;
  return nearDuplicates
    .map((rows) =>
      rows.flatMap((row) => {
        const sample = live.get(sampleIds[row] ?? '');
        return sample === undefined || showsNothing(faults.get(sample.id)) ? [] : [sample];
      }),
    )
    .filter(({ length }) => length > 1);
}

/** Pictures that are nearly the same as one of another class. */
export function inSeveralClasses(alike: readonly Sample[][]): Set<SampleId> {
  return new Set(
    alike.filter((group) => !isOneClass(group)).flatMap((group) => group.map(({ id }) => id)),
  );
}

/** The same picture in two classes: one of them is wrong. */
export function inTwoClassesHints(alike: readonly Sample[][], wanted: Wanted): Hint[] {
  const kind = 'in-two-classes';
  const groups = alike.filter((group) => !isOneClass(group) && wanted(keysOf(kind, group)));
  return groups.length === 0 ? [] : [{ kind, keys: keysOf(kind, groups.flat()), groups }];
}

/**
 * Uploads of one class that show nearly the same. Frames of the webcam always do, and are kept
 * together anyway; of them there is a word only where a class has nothing else.
 * @param alikeClasses classes of which that is said already
 */
export function nearDuplicateHints(
  alike: readonly Sample[][],
  alikeClasses: ReadonlySet<string>,
  wanted: Wanted,
): Hint[] {
  const kind = 'near-duplicates';
  const groups = alike
    .filter((group) => isOneClass(group) && !isParted(group))
    .filter(([first]) => first !== undefined && !alikeClasses.has(first.classId))
    .map((group) => group.filter(({ burstId }) => burstId === null).sort(bestFirst))
    .filter((group) => group.length > 1 && wanted(keysOf(kind, group)));
  return groups.length === 0 ? [] : [{ kind, keys: keysOf(kind, groups.flat()), groups }];
}

/** Of all these pictures. */
export function keysOf(kind: Hint['kind'], samples: readonly Sample[]): string[] {
  return samples.map(({ id }) => hintKey(kind, id));
}

export function isOneClass(group: readonly Sample[]): boolean {
  return group.every(({ classId }) => classId === group[0]?.classId);
}

/** Whether some are only tested and others are trained on. */
export function isParted(group: readonly Sample[]): boolean {
  return group.some(({ testOnly }) => testOnly !== group[0]?.testOnly);
}

/** The largest picture, and of equal ones the first that came. */
function bestFirst(a: Sample, b: Sample): number {
  return b.width * b.height - a.width * a.height || a.addedAt - b.addedAt || (a.id < b.id ? -1 : 1);
}
