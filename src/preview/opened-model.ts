import { engine } from '../engine/engine.ts';
import type { EngineFault } from '../engine/protocol.ts';
import { projectStore } from '../project/store.ts';
import { askAgain } from './classify-picture.ts';
import { previewStore } from './preview-state.ts';

/** Opens a model zip to classify with. Answers why not, or null. The project is not touched. */
export async function openModelFile(file: File): Promise<EngineFault | null> {
  const answer = await engine.openModel(file);
  if (!answer.ok) return answer.fault;
  previewStore.setState({ opened: { fileName: file.name, ...answer.value } });
  await askAgain();
  return null;
}

/** Whoever trains wants to see the new model: it takes over from one that was opened. */
export function showNewModels(): void {
  projectStore.subscribe(({ model }, before) => {
    const another = model !== null && model.trainedAt !== before.model?.trainedAt;
    if (another && previewStore.getState().opened !== null) void closeOpenedModel();
  });
}

/** Back to the project's own model. */
export async function closeOpenedModel(): Promise<void> {
  previewStore.setState({ opened: null });
  await engine.closeModel();
  await askAgain();
}
