import { useEffect, useState } from 'react';

/** How long hands must have been still, milliseconds: longer than from aiming at a button to pressing it. */
const STILL_MILLISECONDS = 700;
const TOUCHES = ['pointermove', 'pointerdown', 'pointerup', 'keydown', 'wheel', 'scroll'] as const;

/**
 * True from the first moment on in which nobody points, presses, types or scrolls. For what pushes
 * the page when it appears: a press under way would fall on something else.
 */
export function useStillMoment(): boolean {
  const [still, setStill] = useState(false);
  useEffect(() => {
    if (still) return;
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      clearTimeout(timer);
      timer = setTimeout(() => setStill(true), STILL_MILLISECONDS);
    };
    wait();
    const listening = new AbortController();
    for (const type of TOUCHES) {
      // Scrolling does not bubble.
      document.addEventListener(type, wait, {
        capture: true,
        passive: true,
        signal: listening.signal,
      });
    }
    return () => {
      clearTimeout(timer);
      listening.abort();
    };
  }, [still]);
  return still;
}
