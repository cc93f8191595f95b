import { undo } from '../project/classes.ts';
import { restoreHints } from '../project/dismissed-hints.ts';
import { isFine, markFine } from '../project/fine-samples.ts';
import { allSamples, type ProjectState, projectStore, type UndoStep } from '../project/store.ts';
import type { SampleId } from '../project/types.ts';
import { undoWords } from '../words/undo-words.ts';

/** What was done last in a tab of the report, for as long as it can be taken back. */
export type LastAction =
  | { kind: 'step'; step: UndoStep }
  | { kind: 'marked'; sampleId: SampleId; fine: boolean }
  | { kind: 'dismissed'; keys: readonly string[]; said: string };

/** Does something that is a step of Undo; null where nothing came of it, for it could not be saved. */
export async function asStep(act: () => Promise<void>): Promise<LastAction | null> {
  const before = projectStore.getState().undoSteps.at(-1);
  await act();
  const step = projectStore.getState().undoSteps.at(-1);
  return step === undefined || step === before ? null : { kind: 'step', step };
}

/** Whether it still stands, and nothing that can be undone came after it. */
export function canTakeBack(action: LastAction, project: ProjectState): boolean {
  switch (action.kind) {
    case 'step':
      return project.undoSteps.at(-1) === action.step;
    case 'marked': {
      const sample = allSamples(project).find(({ id }) => id === action.sampleId);
      return sample !== undefined && isFine(sample) === action.fine;
    }
    case 'dismissed':
      return true;
  }
}

export async function takeBack(action: LastAction): Promise<void> {
  switch (action.kind) {
    case 'step':
      return undo();
    case 'marked':
      await markFine(new Set([action.sampleId]), !action.fine);
      return;
    case 'dismissed':
      await restoreHints(action.keys);
  }
}

/** The past tense beside "Undo". */
export function lastWords(action: LastAction): string {
  switch (action.kind) {
    case 'step':
      return undoWords(action.step.what);
    case 'marked':
      return action.fine ? 'Marked as fine' : 'No longer marked as fine';
    case 'dismissed':
      return action.said;
  }
}
