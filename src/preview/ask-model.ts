import { engine } from '../engine/engine.ts';
import type { EngineFault } from '../engine/protocol.ts';
import type { CropPixels } from '../picture/types.ts';
import { projectStore } from '../project/store.ts';
import type { Result } from '../result.ts';
import { type Answer, previewStore } from './preview-state.ts';

/** The model that answers now: one opened from a zip, else the project's own. */
export function answeringModel(): Answer['by'] | null {
  return previewStore.getState().opened ?? projectStore.getState().model;
}

/** Asks the model that answers now about one crop. */
export async function askModel(crop: CropPixels): Promise<Result<Answer, EngineFault>> {
  const by = answeringModel();
  if (by === null) return { ok: false, fault: { kind: 'no-model' } };
  const answer = await engine.predict(crop, 'fileName' in by ? 'opened' : 'own');
  if (!answer.ok) return answer;
  return { ok: true, value: { probabilities: answer.value.probabilities, by } };
}
