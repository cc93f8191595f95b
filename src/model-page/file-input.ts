import { at } from './elements.ts';

interface Options {
  onFile: (file: File) => void;
  /** Something was dropped that is no file. */
  onNoFile: () => void;
}

/** Pictures chosen, dropped anywhere on the page, or pasted. */
export function listenForFiles({ onFile, onNoFile }: Options): void {
  const input = at('file', HTMLInputElement);
  const stage = at('stage', HTMLElement);
  input.addEventListener('change', () => {
    const file = input.files?.[0];
    // Emptied, so that the same file can be chosen again.
    input.value = '';
    if (file !== undefined) onFile(file);
  });
  addEventListener('paste', ({ clipboardData }) => {
    const file = clipboardData?.files[0];
    if (file !== undefined) onFile(file);
  });
  addEventListener('dragover', (event) => {
    event.preventDefault();
    stage.classList.add('dropping');
  });
  addEventListener('dragleave', ({ relatedTarget }) => {
    if (relatedTarget === null) stage.classList.remove('dropping');
  });
  addEventListener('drop', (event) => {
    event.preventDefault();
    stage.classList.remove('dropping');
    const file = event.dataTransfer?.files[0];
    if (file === undefined) onNoFile();
    else onFile(file);
  });
}
