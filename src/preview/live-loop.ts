import type { CropPixels } from '../picture/types.ts';
import { askModel } from './ask-model.ts';
import { type Answer, previewStore } from './preview-state.ts';
import { RateMeter, smooth } from './smoothing.ts';

/**
 * Classifies live frames until the signal aborts. A frame is taken only when the answer to the last
 * one is there, so only the newest is ever under way.
 * @param nextFrame resolves when the camera has a new frame.
 * @param grab its crop; null while there is none.
 */
export async function classifyLive(
  nextFrame: () => Promise<void>,
  grab: () => CropPixels | null,
  signal: AbortSignal,
): Promise<void> {
  const rate = new RateMeter();
  const nothing = { answer: null, fault: null, framesPerSecond: 0 };
  let shown: Answer | null = null;
  previewStore.setState(nothing);
  while (!signal.aborted) {
    await nextFrame();
    const crop = grab();
    if (crop === null || signal.aborted) continue;
    const answer = await askModel(crop);
    if (signal.aborted) break;
    if (answer.ok) {
      shown = blend(shown, answer.value);
      const framesPerSecond = rate.count(performance.now());
      previewStore.setState({ answer: shown, fault: null, framesPerSecond });
    } else {
      shown = null;
      const fault = answer.fault.kind === 'no-model' ? null : answer.fault;
      previewStore.setState({ ...nothing, fault });
      // No model, or no engine: asking at full speed would not bring one.
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  }
  previewStore.setState(nothing);
}

/** The newest answer, smoothed with what was shown of the same model. */
function blend(shown: Answer | null, newest: Answer): Answer {
  const past = shown?.by === newest.by ? shown.probabilities : null;
  return { by: newest.by, probabilities: smooth(past, newest.probabilities) };
}
