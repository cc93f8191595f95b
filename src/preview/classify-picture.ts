import type { CropPixels } from '../picture/types.ts';
import { backboneStore } from '../project/backbone-state.ts';
import { decoder } from '../project/decoder.ts';
import { projectStore } from '../project/store.ts';
import { sameHead } from '../project/trained-model.ts';
import { askModel } from './ask-model.ts';
import { type ChosenPicture, previewStore } from './preview-state.ts';

/** The crop on show, so that a new model can be asked about the same picture. */
let crop: CropPixels | null = null;
let turn = 0;

/** Shows a picture and asks the model about it. A later picture overtakes an earlier one. */
export async function classifyPicture(file: Blob, name: string): Promise<void> {
  turn += 1;
  const mine = turn;
  crop = null;
  show({ kind: 'reading', name });
  const prepared = await decoder.prepare(file, { mirror: false, urgent: true });
  if (mine !== turn) return;
  if (!prepared.ok) return show({ kind: 'refused', name, fault: prepared.fault });
  const { stored, pixels } = prepared.value;
  const url = URL.createObjectURL(new Blob([stored.bytes], { type: stored.type }));
  show({ kind: 'shown', name, url });
  crop = pixels;
  await askAgain();
}

/** Takes the picture away. */
export function clearPicture(): void {
  turn += 1;
  crop = null;
  show({ kind: 'none' });
}

function show(picture: ChosenPicture): void {
  const before = previewStore.getState().picture;
  previewStore.setState({ picture, answer: null, fault: null });
  if (before.kind === 'shown') URL.revokeObjectURL(before.url);
}

/** Asks the model in use about the picture on show. */
export async function askAgain(): Promise<void> {
  if (crop === null || previewStore.getState().source !== 'file') return;
  const mine = turn;
  const answer = await askModel(crop);
  if (mine !== turn || previewStore.getState().source !== 'file') return;
  if (answer.ok) previewStore.setState({ answer: answer.value, fault: null });
  else {
    const fault = answer.fault.kind === 'no-model' ? null : answer.fault;
    previewStore.setState({ answer: null, fault });
  }
}

/** Asks again whenever the model that answers has changed, and when the picture is back on show. */
export function keepPictureAnswered(): void {
  const ask = () => void askAgain();
  projectStore.subscribe((now, before) => !sameHead(now.model, before.model) && ask());
  backboneStore.subscribe((now, before) => now.inUse !== before.inUse && ask());
  previewStore.subscribe((now, before) => {
    const wantsWhy = now.showWhy && !before.showWhy;
    if (wantsWhy || now.source !== before.source) ask();
  });
}
