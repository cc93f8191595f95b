import { isPicturePath } from '../exporters/project-file/image-folders.ts';
import { openFolder } from '../project/transfer/doors.ts';
import type { ClassId } from '../project/types.ts';
import { addFiles } from './add-files.ts';
import type { FoundFile } from './dropped-files.ts';

/**
 * A folder given to a class: its images go into that class. Where it has folders of its own, each of
 * them becomes a class, or joins the one of its name.
 * @param testOnly they are never to be trained on.
 */
export async function addFound(
  found: FoundFile[],
  classId: ClassId,
  testOnly = false,
): Promise<void> {
  const pictures = found.filter(({ path }) => isPicturePath(path));
  const nested = pictures.some(({ path }) => path.split('/').length > 2);
  if (nested || pictures.length === 0) await openFolder(found, nameOf(found), testOnly);
  else
    await addFiles(
      pictures.map(({ file }) => file),
      classId,
      testOnly,
    );
}

/** What the files lie in, for the user. */
export function nameOf(found: readonly FoundFile[]): string {
  const [first] = found;
  return first?.path.split('/')[0] ?? 'The folder';
}
