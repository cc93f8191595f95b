import { engine } from '../engine/engine.ts';
import type { CropPixels } from '../picture/types.ts';
import { previewStore } from './preview-state.ts';
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
  let smoothed: number[] | null = null;
  previewStore.setState({ answer: null, framesPerSecond: 0, fault: null });
  while (!signal.aborted) {
    await nextFrame();
    const crop = grab();
    if (crop === null || signal.aborted) continue;
    const slot = previewStore.getState().opened === null ? 'own' : 'opened';
    const answer = await engine.predict(crop, slot);
    if (signal.aborted) return;
    if (!answer.ok) {
      smoothed = null;
      const fault = answer.fault.kind === 'no-model' ? null : answer.fault;
      previewStore.setState({ answer: null, fault, framesPerSecond: 0 });
      await new Promise((resolve) => setTimeout(resolve, 300));
      continue;
    }
    smoothed = smooth(smoothed, answer.value.probabilities);
    const framesPerSecond = rate.count(performance.now());
    previewStore.setState({ answer: { probabilities: smoothed }, framesPerSecond, fault: null });
  }
}
