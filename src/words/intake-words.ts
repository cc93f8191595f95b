import type { IntakeOutcome } from '../capture/intake.ts';
import type { RefusedFile } from '../capture/intake-state.ts';
import { count } from './format-number.ts';
import { pictureWords } from './picture-words.ts';

/** "cat.heic is a HEIC image, which this browser cannot open. …" */
export function refusedWords({ name, fault }: RefusedFile): string {
  if (fault.kind !== 'not-saved') return `${name} ${pictureWords(fault)}`;
  return fault.storage === 'full'
    ? `${name} was not saved: the disk is full. Free some space and add it again.`
    : `${name} was not saved: the browser refused to write to its storage.`;
}

/** What became of a batch of files, for a notice; null where all went well. */
export function intakeWords(
  outcome: IntakeOutcome,
  className: string,
): { title: string; text: string; details: string[] } | null {
  const { saved, refused, cancelled } = outcome;
  const into = `${count(saved, 'image')} added to “${className}”.`;
  if (refused.length > 0) {
    const title = `${count(refused.length, 'file was', 'files were')} not added`;
    return { title, text: into, details: refused.map(refusedWords) };
  }
  return cancelled ? { title: 'Upload cancelled', text: into, details: [] } : null;
}
