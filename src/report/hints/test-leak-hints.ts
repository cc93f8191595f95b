import { joinedSets } from '../../evaluation/joined-sets.ts';
import type { Sample, SampleId } from '../../project/types.ts';
import { isOneClass, isParted, keysOf } from './duplicate-hints.ts';
import type { Evidence, Hint, TestLeak, Wanted } from './hint.ts';

/**
 * Pictures to test with that the model has as good as seen: nearly the same as one to train on, or a
 * frame of the same recording.
 * @param alike groups of pictures that show nearly the same
 */
export function testLeakHints(
  evidence: Evidence,
  alike: readonly Sample[][],
  wanted: Wanted,
): Hint[] {
  const kind = 'test-leaks';
  const parted = [...alike.filter(isOneClass), ...recordings(evidence)].filter(isParted);
  const leaks = joined(parted)
    .filter((group) => wanted(keysOf(kind, group)))
    .map((group): TestLeak => {
      const tested = group.filter(({ testOnly }) => testOnly);
      return { tested, trained: group.filter(({ testOnly }) => !testOnly) };
    });
  const named = leaks.flatMap(({ tested, trained }) => [...tested, ...trained]);
  return leaks.length === 0 ? [] : [{ kind, keys: keysOf(kind, named), leaks }];
}

/** The frames of each recording, class by class, of the classes in use. */
function recordings({ classes, samples }: Evidence): Sample[][] {
  return classes
    .filter(({ enabled }) => enabled)
    .flatMap(({ id }) => {
      const bursts = new Map<string, Sample[]>();
      for (const sample of samples[id] ?? []) {
        if (sample.burstId === null) continue;
        const frames = bursts.get(sample.burstId);
        if (frames === undefined) bursts.set(sample.burstId, [sample]);
        else frames.push(sample);
      }
      return [...bursts.values()];
    });
}

/** Groups that share a picture become one, so that each picture is named once. */
function joined(groups: readonly Sample[][]): Sample[][] {
  const sets = joinedSets(groups.length);
  const groupOf = new Map<SampleId, number>();
  groups.forEach((group, at) => {
    for (const { id } of group) sets.join(groupOf.get(id) ?? at, at);
    for (const { id } of group) groupOf.set(id, at);
  });
  const members = new Map<number, Map<SampleId, Sample>>();
  groups.forEach((group, at) => {
    const first = sets.first(at);
    const set = members.get(first) ?? new Map<SampleId, Sample>();
    for (const sample of group) set.set(sample.id, sample);
    members.set(first, set);
  });
  return [...members.values()].map((set) => [...set.values()]);
}
