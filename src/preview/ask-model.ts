import { engine } from '../engine/engine.ts';
import type { EngineFault } from '../engine/protocol.ts';
import type { CropPixels } from '../picture/types.ts';
import { projectStore } from '../project/store.ts';
import { failed, ok, type Result } from '../result.ts';
import { type Answer, previewStore } from './preview-state.ts';

/** The model that answers now: one opened from a zip, else the project's own. */
export function answeringModel(): Answer['by'] | null {
  return previewStore.getState().opened ?? projectStore.getState().model;
}

/**
 * Asks the model that answers now about one crop, and why, if that is to be shown. A model from a
 * zip is one graph, which says only what it answers.
 * @param output The output to be explained; null for the winner.
 */
export async function askModel(
  crop: CropPixels,
  output: number | null = null,
): Promise<Result<Answer, EngineFault>> {
  const by = answeringModel();
  if (by === null) return failed({ kind: 'no-model' });
  const own = !('fileName' in by);
  if (own && previewStore.getState().showWhy) {
    const explained = await engine.explain(crop, output);
    if (!explained.ok) return explained;
    const { probabilities, similarity, ...why } = explained.value;
    return ok({ probabilities, similarity, why, by });
  }
  const answer = await engine.predict(crop, own ? 'own' : 'opened');
  if (!answer.ok) return answer;
  const { probabilities, similarity } = answer.value;
  return ok({ probabilities, similarity, why: null, by });
}
