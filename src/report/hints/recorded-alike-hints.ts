import { joinedSets } from '../../evaluation/joined-sets.ts';
import { trainableClasses } from '../../project/trained-model.ts';
import type { Sample } from '../../project/types.ts';
import { unitOf } from '../../training/training-rows.ts';
import { FEW } from './class-size-hints.ts';
import { type Evidence, type HintOf, hintKey } from './hint.ts';

/** A class of so few recordings shows a place and its light rather than what it is called. */
const TOO_FEW_RECORDINGS = 2;

/**
 * Classes whose pictures to train on are all of one or two recordings. What shows nearly the same is
 * one recording, whether or not it was recorded here.
 * @param alike groups of pictures that show nearly the same
 */
export function recordedAlikeHints(
  { classes, samples }: Evidence,
  alike: readonly Sample[][],
): HintOf<'recorded-alike'>[] {
  return trainableClasses(classes, samples).flatMap(({ id }): HintOf<'recorded-alike'>[] => {
    const pictures = (samples[id] ?? []).filter(({ testOnly }) => !testOnly);
    if (pictures.length < FEW) return [];
    const recordings = countRecordings(pictures, alike);
    if (recordings > TOO_FEW_RECORDINGS) return [];
    const keys = [hintKey('recorded-alike', id)];
    return [{ kind: 'recorded-alike', keys, classId: id, recordings, pictures }];
  });
}

function countRecordings(pictures: readonly Sample[], alike: readonly Sample[][]): number {
  const units = [...new Set(pictures.map(unitOf))];
  const places = new Map(units.map((unit, place) => [unit, place]));
  const sets = joinedSets(units.length);
  for (const group of alike) {
    const here = group.flatMap((sample) => places.get(unitOf(sample)) ?? []);
    for (const place of here) sets.join(here[0] ?? place, place);
  }
  return new Set(units.map((_unit, place) => sets.first(place))).size;
}
