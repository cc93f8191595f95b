import { joinedSets } from '../../evaluation/joined-sets.ts';
import { winner } from '../../head/predict.ts';
import type { JudgedSamples } from '../../project/trained-model.ts';
import type { ClassId, SampleId } from '../../project/types.ts';

/** What one run said of samples that it had not seen. */
export interface RunAnswers {
  judged: JudgedSamples;
  /** [outputs] the class of each. */
  classIds: readonly ClassId[];
}

/** The samples that both runs judged, under the same class, in one order for all lists. */
export interface PairedAnswers {
  aRight: boolean[];
  bRight: boolean[];
  /** [n] not independent where they were not in either run. */
  groups: Int32Array<ArrayBuffer>;
  /** Judged by both, but of another class in each: left out. */
  relabelled: number;
  /** Judged by one only. */
  onlyInA: number;
  onlyInB: number;
}

/** Matches two runs' answers by sample; a sample's true class is what it was in each run. */
export function pairedAnswers(a: RunAnswers, b: RunAnswers): PairedAnswers {
  const inB = new Map(b.judged.sampleIds.map((id, row): [SampleId, number] => [id, row]));
  const both = a.judged.sampleIds.flatMap((id, rowA) => {
    const rowB = inB.get(id);
    return rowB === undefined ? [] : [{ rowA, rowB }];
  });
  const same = both.filter(({ rowA, rowB }) => classOf(a, rowA) === classOf(b, rowB));
  return {
    aRight: same.map(({ rowA }) => isRight(a, rowA)),
    bRight: same.map(({ rowB }) => isRight(b, rowB)),
    groups: joinedGroups(
      same.map(({ rowA }) => a.judged.groups[rowA] ?? 0),
      same.map(({ rowB }) => b.judged.groups[rowB] ?? 0),
    ),
    relabelled: both.length - same.length,
    onlyInA: a.judged.sampleIds.length - both.length,
    onlyInB: b.judged.sampleIds.length - both.length,
  };
}

function classOf({ judged, classIds }: RunAnswers, row: number): ClassId | undefined {
  return classIds[judged.labels[row] ?? 0];
}

function isRight({ judged, classIds }: RunAnswers, row: number): boolean {
  const said = winner(judged.probabilities, row * classIds.length, classIds.length);
  return said === judged.labels[row];
}

/** Rows share a group where a chain of groups, of either run, leads from one to the other. */
function joinedGroups(inA: readonly number[], inB: readonly number[]): Int32Array<ArrayBuffer> {
  const sets = joinedSets(inA.length);
  for (const groups of [inA, inB]) {
    const first = new Map<number, number>();
    groups.forEach((group, row) => {
      const other = first.get(group);
      if (other === undefined) first.set(group, row);
      else sets.join(other, row);
    });
  }
  return Int32Array.from(inA, (_, row) => sets.first(row));
}
