import type { EngineFault } from '../engine/protocol.ts';
import { notify } from '../project/notices.ts';
import { holdsProject, openProjectFile } from '../project/transfer/doors.ts';
import { openModelFile } from './opened-model.ts';

/** Opens a model to try; a project, which it may be by mistake, is opened as one. Answers why neither. */
export async function openModelOrProject(file: File): Promise<EngineFault | null> {
  if (!(await holdsProject(file))) return openModelFile(file);
  notify({
    key: 'project-as-model',
    tone: 'info',
    title: `${file.name} is a project, not a model`,
    text: 'So it is opened as a project.',
    brief: true,
  });
  await openProjectFile(file);
  return null;
}
