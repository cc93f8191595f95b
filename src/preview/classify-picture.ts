import { engine } from '../engine/engine.ts';
import type { CropPixels } from '../picture/types.ts';
import { backboneStore } from '../project/backbone-state.ts';
import { decoder } from '../project/decoder.ts';
import { projectStore } from '../project/store.ts';
import { previewStore } from './preview-state.ts';

/** The crop on show, so that a new model can be asked about the same picture. */
let crop: CropPixels | null = null;
let turn = 0;

/** Shows a picture and asks the model about it. A later picture overtakes an earlier one. */
export async function classifyPicture(file: Blob, name: string): Promise<void> {
  turn += 1;
  const mine = turn;
  crop = null;
  previewStore.setState({ picture: { kind: 'reading', name }, answer: null, fault: null });
  const prepared = await decoder.prepare(file, { mirror: false });
  if (mine !== turn) return;
  if (!prepared.ok) {
    previewStore.setState({ picture: { kind: 'refused', name, fault: prepared.fault } });
    return;
  }
  const { stored, pixels } = prepared.value;
  const url = URL.createObjectURL(new Blob([stored.bytes], { type: stored.type }));
  const before = previewStore.getState().picture;
  previewStore.setState({ picture: { kind: 'shown', name, url } });
  if (before.kind === 'shown') URL.revokeObjectURL(before.url);
  crop = pixels;
  await askAgain();
}

/** Asks the model in use about the picture on show; called when the model has changed. */
export async function askAgain(): Promise<void> {
  if (crop === null || previewStore.getState().source !== 'file') return;
  const mine = turn;
  const slot = previewStore.getState().opened === null ? 'own' : 'opened';
  const answer = await engine.predict(crop, slot);
  if (mine !== turn || previewStore.getState().source !== 'file') return;
  if (answer.ok) {
    const { probabilities } = answer.value;
    previewStore.setState({ answer: { probabilities }, fault: null });
  } else {
    const fault = answer.fault.kind === 'no-model' ? null : answer.fault;
    previewStore.setState({ answer: null, fault });
  }
}

/** Asks again about the picture on show whenever the model that answers has changed. */
export function keepPictureAnswered(): void {
  const ask = () => void askAgain();
  projectStore.subscribe((now, before) => now.model !== before.model && ask());
  backboneStore.subscribe((now, before) => now.inUse !== before.inUse && ask());
}
