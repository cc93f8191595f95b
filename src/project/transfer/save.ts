import type { SaveProjectFault } from '../../exporters/project-file/types.ts';
import type { Result } from '../../result.ts';
import { imagesWrittenWords, notSavedWords, savedWords } from '../../words/project-words.ts';
import { backboneStore } from '../backbone-state.ts';
import { notify } from '../notices.ts';
import { saveFile } from '../save-file.ts';
import { projectStore } from '../store.ts';
import { imagesBlob } from './images-blob.ts';
import type { WrittenFile } from './pictures-zip.ts';
import { projectBlob } from './project-blob.ts';
import { trainingSettings } from './training-settings.ts';
import { asJob } from './transfer-state.ts';

/** Writes the project into one file and hands it to the browser to save. */
export async function saveProject(): Promise<void> {
  const written = await asJob('saving', '', (signal, onFraction) =>
    projectBlob(projectStore.getState(), __APP_VERSION__, { signal, onFraction }),
  );
  if (written !== null) hand(written, `show-and-tell-project-${today()}.zip`, savedWords);
}

/** Writes the images into folders by class and hands them to the browser to save. */
export async function downloadImages(): Promise<void> {
  const { settings } = projectStore.getState();
  const training = trainingSettings(settings, backboneStore.getState().stored);
  const written = await asJob('downloading-images', '', (signal, onFraction) =>
    imagesBlob(projectStore.getState(), training, toPng, { signal, onFraction }),
  );
  if (written !== null) hand(written, `show-and-tell-images-${today()}.zip`, imagesWrittenWords);
}

function hand(
  written: Result<WrittenFile, SaveProjectFault>,
  fileName: string,
  words: typeof savedWords,
): void {
  if (!written.ok) {
    if (written.fault.kind === 'cancelled') return;
    notify({ key: 'transfer', tone: 'error', ...notSavedWords(written.fault) });
    return;
  }
  const { file, left, pictures } = written.value;
  saveFile(file, fileName);
  const complete = left.length === 0;
  notify({
    key: 'transfer',
    tone: complete ? 'success' : 'error',
    brief: complete,
    ...words(fileName, pictures, left),
  });
}

function today(): string {
  const now = new Date();
  const two = (number: number) => String(number).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** The same pixels, without loss. */
async function toPng(picture: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    const bitmap = await createImageBitmap(picture);
    const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
    bitmap.close();
    const png = await canvas.convertToBlob({ type: 'image/png' });
    return new Uint8Array(await png.arrayBuffer());
  } catch {
    return null;
  }
}
