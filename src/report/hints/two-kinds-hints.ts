import type { Sample, SampleId } from '../../project/types.ts';
import { type Evidence, type Hint, hintKey, type Wanted } from './hint.ts';

/** A part that has shrunk below this is no kind any more. */
const SMALLEST_PART = 3;

/** Classes that look like two, as long as both parts are still in them. */
export function twoKindsHints(
  { model: { classIds }, analysis }: Evidence,
  live: ReadonlyMap<SampleId, Sample>,
  wanted: Wanted,
): Hint[] {
  if (analysis === null) return [];
  const { splitClasses, sampleIds } = analysis;
  return splitClasses.flatMap((split): Hint[] => {
    const classId = classIds[split.class] ?? '';
    const keys = [hintKey('two-kinds', classId)];
    const stillHere = (rows: readonly number[]) =>
      rows.flatMap((row) => {
        const sample = live.get(sampleIds[row] ?? '');
        return sample?.classId === classId ? [sample] : [];
      });
    const parts: [Sample[], Sample[]] = [stillHere(split.parts[0]), stillHere(split.parts[1])];
    if (parts.some(({ length }) => length < SMALLEST_PART) || !wanted(keys)) return [];
    return [{ kind: 'two-kinds', keys, classId, parts }];
  });
}
