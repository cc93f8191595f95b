import type { CropPixels } from '../picture/types.ts';
import { askModel } from './ask-model.ts';
import { type Answer, isBy, previewStore } from './preview-state.ts';
import { RateMeter, smooth, smoothNumber, winner } from './smoothing.ts';

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
    // The winner on show, which a single odd frame does not topple.
    const answer = await askModel(crop, shown && winner(shown.probabilities));
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
  if (shown === null || !isBy(shown, newest.by)) return newest;
  const { by, why } = newest;
  const past = shown.why?.output === why?.output ? shown.why : null;
  return {
    by,
    probabilities: smooth(shown.probabilities, newest.probabilities),
    similarity: smoothNumber(shown.similarity, newest.similarity),
    why: why && { ...why, map: smooth(past?.map ?? null, why.map) },
  };
}
