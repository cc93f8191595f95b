import type { ReportData, ReportSet } from './types.ts';

/** A set of pictures that the model was judged on, and what the report calls it. */
export interface NamedSet {
  set: ReportSet;
  kind: 'judged' | 'tested';
  /** Above a table of its figures. */
  caption: string;
}

/** The sets that there are, the one judged out of fold first. */
export function namedSets({ judged, testSet }: Pick<ReportData, 'judged' | 'testSet'>): NamedSet[] {
  const sets: NamedSet[] = [];
  if (judged) sets.push({ set: judged, kind: 'judged', caption: 'On images it had not seen' });
  if (testSet) sets.push({ set: testSet, kind: 'tested', caption: 'On the test set' });
  return sets;
}
