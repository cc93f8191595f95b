import type { TrainedModel } from '../../project/trained-model.ts';
import { count } from '../../words/format-number.ts';
import { headWords } from '../../words/run-words.ts';
import type { PairedAnswers } from './paired-answers.ts';
import type { ImageChanges, RunChanges } from './run-changes.ts';
import type { RunSummary } from './run-summary.ts';

/** Which images had no say in a comparison; '' where all had. */
export function leftOutWords(
  { relabelled, onlyInA, onlyInB }: PairedAnswers,
  [a, b]: readonly [string, string],
): string {
  const only = (name: string, some: number) =>
    some === 0 ? [] : [`${count(some, 'image')} judged in ${name} only`];
  const lines = [
    ...only(a, onlyInA),
    ...only(b, onlyInB),
    ...(relabelled === 0 ? [] : [`${count(relabelled, 'image')} of another class in each`]),
  ];
  return lines.length === 0 ? '' : `Left out: ${new Intl.ListFormat('en').format(lines)}.`;
}

/** What was done between two runs, a sentence each. */
export function changeLines(changes: RunChanges, a: RunSummary, b: RunSummary): string[] {
  const { options, network, classesAdded, classesRemoved, images } = changes;
  const head = ({ run }: RunSummary) => headWords(run.model.options);
  const labels = (ids: string[], of: RunSummary) =>
    new Intl.ListFormat('en').format(ids.map((id) => `“${nameOf(id, of)}”`));
  const lines = [
    ...(options ? [`Head: ${head(a)} → ${head(b)}.`] : []),
    ...(network ? [`Base network: ${a.network} → ${b.network}.`] : []),
    ...(classesAdded.length > 0 ? [`New to it: ${labels(classesAdded, b)}.`] : []),
    ...(classesRemoved.length > 0 ? [`No longer in it: ${labels(classesRemoved, a)}.`] : []),
    ...(images === null ? ['Which images each was trained on is not known.'] : imageLines(images)),
  ];
  return lines.length === 0 ? ['Nothing: the same images, options and base network.'] : lines;
}

function imageLines({ added, removed, moved, nowTested, nowTrained }: ImageChanges): string[] {
  const line = (some: number, words: string) =>
    some === 0 ? [] : [`${count(some, 'image')} ${words}.`];
  return [
    ...line(added, 'added'),
    ...line(removed, 'removed'),
    ...line(moved, 'moved to another class'),
    ...line(nowTested, 'made test images'),
    ...line(nowTrained, 'made training images'),
  ];
}

function nameOf(id: string, { run, figures }: RunSummary): string {
  const { classIds }: TrainedModel = run.model;
  return figures.labels[figures.order.indexOf(classIds.indexOf(id))] ?? '';
}
