/** Which image of a list the keyboard is on. Lists are oldest first, and shown newest first. */
import type { Sample, SampleId } from '../project/types.ts';

/** Index among what is shown; -1 where it is not there. */
export function indexOf(samples: readonly Pick<Sample, 'id'>[], id: SampleId | null): number {
  const place = samples.findLastIndex((sample) => sample.id === id);
  return place < 0 ? -1 : samples.length - 1 - place;
}

/** The image at this index among what is shown; where it goes, the next older one that stays, else the next newer. */
export function nextTo(
  samples: readonly Pick<Sample, 'id'>[],
  index: number,
  gone: ReadonlySet<SampleId>,
): SampleId | null {
  const stays = ({ id }: Pick<Sample, 'id'>) => !gone.has(id);
  const end = samples.length - index;
  const next = samples.slice(0, end).findLast(stays) ?? samples.slice(end).find(stays);
  return next?.id ?? null;
}
