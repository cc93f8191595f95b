import { keepMirrorSetting } from '../capture/shared-webcam.ts';
import { keepPictureAnswered } from '../preview/classify-picture.ts';
import { startEngine } from '../project/backbone-choice.ts';
import { loadProject } from '../project/load.ts';
import { keepHeadInEngine } from '../project/model.ts';

/** Project first, so the user sees their work at once; the engine follows behind. */
export async function start(): Promise<void> {
  await loadProject();
  keepMirrorSetting();
  keepHeadInEngine();
  keepPictureAnswered();
  await startEngine();
}
