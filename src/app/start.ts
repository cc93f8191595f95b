import { keepMirrorSetting } from '../capture/shared-webcam.ts';
import { nextTask } from '../next-task.ts';
import { keepPictureAnswered } from '../preview/classify-picture.ts';
import { startEngine } from '../project/backbone-choice.ts';
import { decoder } from '../project/decoder.ts';
import { loadProject } from '../project/load.ts';
import { keepHeadInEngine } from '../project/model.ts';
import { projectStore } from '../project/store.ts';
import { followSamples } from '../training/follow-samples.ts';
import { closeReportWithModel } from '../training/report-state.ts';
import { fetchPartsAtWork } from './fetch-ahead.ts';
import { showNewModels } from './show-new-models.ts';

/** Project first, so the user sees their work at once; the engine follows behind. */
export async function start(): Promise<void> {
  await loadProject();
  if (projectStore.getState().status === 'failed') return;
  // What follows looks at all samples.
  await nextTask();
  decoder.start();
  keepMirrorSetting();
  keepHeadInEngine();
  closeReportWithModel();
  followSamples();
  keepPictureAnswered();
  showNewModels();
  await startEngine();
  fetchPartsAtWork();
}
