import { openModelFile } from '../preview/opened-model.ts';
import { notify } from '../project/notices.ts';
import { openProjectFile } from '../project/transfer/doors.ts';
import { engineWords } from '../words/engine-words.ts';

/** Opens a project file; a model, which it may be by mistake, is opened where models are tried. */
export async function openFile(file: File): Promise<void> {
  if ((await openProjectFile(file)) !== 'is-model') return;
  const fault = await openModelFile(file);
  const key = 'transfer';
  if (fault === null) {
    notify({
      key,
      tone: 'info',
      title: `${file.name} is a model, not a project`,
      text: 'It was opened under “Try it” and answers there. Your project is as it was.',
    });
  } else {
    const title = `${file.name} was not opened`;
    notify({ key, tone: 'error', title, text: `It is a model. ${engineWords(fault)}` });
  }
}
