import { laterPart } from '../../parts.ts';
import { PART_MISSING } from '../../words/part-words.ts';
import { notify } from '../notices.ts';

/**
 * The project's ways in and out, as the page knows them: what is behind each comes when it is first
 * gone through. Where it cannot be had, the user hears so, and nothing else happens.
 */
const archives = laterPart(() => import('../../exporters/project-file/open-archive.ts'));
const opening = laterPart(() => import('./open.ts'));
const saving = laterPart(() => import('./save.ts'));

/** @see open.ts */
export async function openProjectFile(file: File): Promise<'is-model' | 'done'> {
  return (await had(opening))?.openProjectFile(file) ?? 'done';
}

/** @see open.ts */
export async function openFolder(
  files: readonly { path: string; file: File }[],
  name: string,
  testOnly = false,
): Promise<void> {
  await (await had(opening))?.openFolder(files, name, testOnly);
}

/** Whether a file is a project; false where that cannot be told. */
export async function holdsProject(file: File): Promise<boolean> {
  return (await had(archives))?.holdsProject(file) ?? false;
}

/** @see save.ts */
export async function saveProject(): Promise<void> {
  await (await had(saving))?.saveProject();
}

/** @see save.ts */
export async function downloadImages(): Promise<void> {
  await (await had(saving))?.downloadImages();
}

async function had<Code>(part: () => Promise<Code>): Promise<Code | null> {
  try {
    return await part();
  } catch {
    notify({ key: 'part', tone: 'error', ...PART_MISSING });
    return null;
  }
}
