import { notify } from '../project/notices.ts';
import { projectStore } from '../project/store.ts';
import type { ClassId } from '../project/types.ts';
import { intakeWords } from '../words/intake-words.ts';
import { takeIn } from './intake.ts';

let batches = 0;

/**
 * Takes files in and tells the user, file by file, what could not be taken.
 * @param testOnly they are never to be trained on.
 */
export async function addFiles(files: File[], classId: ClassId, testOnly = false): Promise<void> {
  if (files.length === 0) return;
  const outcome = await takeIn(files, classId, testOnly);
  const { classes } = projectStore.getState();
  const className = classes.find((each) => each.id === classId)?.name ?? '';
  const words = intakeWords(outcome, className);
  if (words === null) return;
  const tone = outcome.refused.length > 0 ? 'error' : 'info';
  // Each batch has a notice of its own: a later one must not take the names of an earlier away.
  batches += 1;
  notify({ key: `intake ${batches}`, tone, ...words });
}
