import { isFine } from '../../project/fine-samples.ts';
import type { Sample, SampleId } from '../../project/types.ts';
import { type DoubtfulLabel, type Evidence, type Hint, hintKey, type Wanted } from './hint.ts';
import { showsNothing } from './shows-nothing.ts';

/**
 * Pictures that are still in the class they were doubted in, and that nobody called right.
 * @param elsewhere what there is a better hint about
 */
export function wrongLabelHints(
  { model: { classIds }, classes, analysis, faults }: Evidence,
  live: ReadonlyMap<SampleId, Sample>,
  elsewhere: ReadonlySet<SampleId>,
  wanted: Wanted,
): Hint[] {
  const there = new Set(classes.map(({ id }) => id));
  const suspects = analysis?.labelDoubts.suspects ?? [];
  const pictures = suspects.flatMap(({ row, given, likely, chance }): DoubtfulLabel[] => {
    const sample = live.get(analysis?.sampleIds[row] ?? '');
    if (sample === undefined || sample.classId !== classIds[given] || isFine(sample)) return [];
    if (elsewhere.has(sample.id) || showsNothing(faults.get(sample.id))) return [];
    if (!wanted([keyOf(sample.id)])) return [];
    const target = classIds[likely] ?? '';
    return [{ sample, likely: there.has(target) ? target : null, chance }];
  });
  if (pictures.length === 0) return [];
  return [
    {
      kind: 'wrong-labels',
      keys: pictures.map(({ sample }) => keyOf(sample.id)),
      pictures,
      expectedWrong: pictures.reduce((sum, { chance }) => sum + chance, 0),
    },
  ];
}

const keyOf = (id: SampleId) => hintKey('wrong-labels', id);
