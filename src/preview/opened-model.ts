import { engine } from '../engine/engine.ts';
import type { EngineFault } from '../engine/protocol.ts';
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

/** Back to the project's own model. */
export async function closeOpenedModel(): Promise<void> {
  previewStore.setState({ opened: null });
  await engine.closeModel();
  await askAgain();
}
