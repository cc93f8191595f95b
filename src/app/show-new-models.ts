import { closeOpenedModel } from '../preview/opened-model.ts';
import { previewStore } from '../preview/preview-state.ts';
import { trainingStore } from '../training/training-state.ts';

/**
 * Who presses "Train model" wants to see the new model: it takes over from one that was opened in
 * "Try it". One that trains by itself does not.
 */
export function showNewModels(): void {
  trainingStore.subscribe(({ state }, before) => {
    const isTrained = state.kind === 'done' && state !== before.state;
    if (isTrained && previewStore.getState().opened !== null) void closeOpenedModel();
  });
}
