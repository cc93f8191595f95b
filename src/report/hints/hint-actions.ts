import { uploadButtonId } from '../../capture/upload-button.ts';
import {
  deleteChosen,
  moveSamples,
  moveToNewClass,
  setTestOnly,
} from '../../project/chosen-samples.ts';
import { dismissHints } from '../../project/dismissed-hints.ts';
import { markFine } from '../../project/fine-samples.ts';
import type { ClassId, Sample } from '../../project/types.ts';
import { reportStore } from '../../training/report-state.ts';
import { asStep, type LastAction } from '../last-action.ts';

/** What can be done about a hint. */
export type HintAction =
  | { kind: 'move'; sample: Sample; to: ClassId }
  | { kind: 'right'; sample: Sample }
  | { kind: 'delete'; samples: readonly Sample[] }
  | { kind: 'use'; samples: readonly Sample[]; testOnly: boolean }
  | { kind: 'new-class'; samples: readonly Sample[]; from: ClassId }
  /** `said` is the past tense, for Undo. */
  | { kind: 'dismiss'; keys: readonly string[]; said: string };

/** Answers what was done; null where nothing was, for it could not be saved. */
export async function actOnHint(action: HintAction): Promise<LastAction | null> {
  switch (action.kind) {
    case 'move':
      return asStep(() => moveSamples(idsOf([action.sample]), action.to));
    case 'delete':
      return asStep(() => deleteChosen(idsOf(action.samples)));
    case 'use':
      return asStep(() => setTestOnly(idsOf(action.samples), action.testOnly));
    case 'new-class':
      return asStep(() => moveToNewClass(idsOf(action.samples), action.from));
    case 'right': {
      const { sample } = action;
      const marked = await markFine(idsOf([sample]), true);
      return marked ? { kind: 'marked', sampleId: sample.id, fine: true } : null;
    }
    case 'dismiss': {
      const { keys, said } = action;
      return (await dismissHints(keys)) ? { kind: 'dismissed', keys, said } : null;
    }
  }
}

/** Leaves the report for the place where a class gets its images. */
export function addImagesTo(id: ClassId): void {
  reportStore.setState({ open: false, leaveTo: uploadButtonId(id) });
}

function idsOf(samples: readonly Sample[]): Set<string> {
  return new Set(samples.map(({ id }) => id));
}
