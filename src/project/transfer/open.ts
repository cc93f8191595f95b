import { openArchive } from '../../exporters/project-file/open-archive.ts';
import { folderPictures } from '../../exporters/project-file/pictures.ts';
import type { ArchiveContents } from '../../exporters/project-file/types.ts';
import { ok } from '../../result.ts';
import { notOpenedWords, openedWords, projectFaultWords } from '../../words/project-words.ts';
import { undo } from '../classes.ts';
import { decoder } from '../decoder.ts';
import { dismiss, notify } from '../notices.ts';
import { askToPersist } from '../samples.ts';
import { allSamples, projectStore } from '../store.ts';
import type { Prepare } from './stage.ts';
import { takeInArchive } from './take-in-archive.ts';
import { asJob, ask, type OpenChoice } from './transfer-state.ts';

/**
 * Opens a project, or any zip of images by class. The user hears what came of it, but for a model of
 * this app: 'is-model', since it is for others to try it.
 */
export async function openProjectFile(file: File): Promise<'is-model' | 'done'> {
  const outcome = await asJob('opening', file.name, async (signal, onFraction) => {
    const opened = await openArchive(file, file.name);
    if (!opened.ok) {
      if (opened.fault.kind === 'is-model') return 'is-model' as const;
      refuse(file.name, projectFaultWords(opened.fault));
      return 'done' as const;
    }
    await takeIn(opened.value, file.name, signal, onFraction);
    return 'done' as const;
  });
  return outcome ?? 'done';
}

/**
 * Opens the images of a folder: every folder in it that holds any becomes a class.
 * @param testOnly all of them are for testing, whatever their folders are called.
 */
export async function openFolder(
  files: readonly { path: string; file: File }[],
  name: string,
  testOnly = false,
): Promise<void> {
  await asJob('opening', name, async (signal, onFraction) => {
    const contents = folderPictures(files, name);
    if (contents === null) return refuse(name, projectFaultWords({ kind: 'no-pictures' }));
    const pictures = contents.pictures.map((each) => (testOnly ? { ...each, testOnly } : each));
    await takeIn({ ...contents, pictures }, name, signal, onFraction);
  });
}

async function takeIn(
  contents: ArchiveContents,
  fileName: string,
  signal: AbortSignal,
  onFraction: (fraction: number) => void,
): Promise<void> {
  const choice = await whereTo(contents, fileName);
  if (choice === 'cancel') return;
  askToPersist();
  const taken = await takeInArchive(contents, choice, fileName, prepare, signal, onFraction);
  if (!taken.ok) {
    if (taken.fault.kind !== 'cancelled') refuse(fileName, notOpenedWords(taken.fault));
    return;
  }
  const { refused } = taken.value;
  const actions = [{ label: 'Undo', run: () => void undo() }];
  dismiss('transfer');
  notify({
    key: 'undo',
    tone: refused.length === 0 ? 'success' : 'error',
    // Of another program's file there is more to say than that it is here.
    brief: refused.length === 0 && ['project', 'folders'].includes(contents.kind),
    ...openedWords(contents.kind, fileName, taken.value),
    actions,
  });
}

/** Where an archive goes; asked only where it would cost something. */
async function whereTo(contents: ArchiveContents, fileName: string): Promise<OpenChoice> {
  if (contents.kind !== 'project') return 'add';
  const state = projectStore.getState();
  if (allSamples(state).length === 0 && state.model === null) return 'replace';
  return ask({
    fileName,
    classes: contents.classes.length,
    pictures: contents.pictures.length,
    hasModel: contents.model !== null,
  });
}

function refuse(fileName: string, words: { text: string; details?: string[] }): void {
  notify({ key: 'transfer', tone: 'error', title: `${fileName} was not opened`, ...words });
}

const prepare: Prepare = async (file, signal) => {
  const prepared = await decoder.prepare(file, { mirror: false, signal });
  return prepared.ok ? ok(prepared.value.stored) : prepared;
};
