import { useEffect, useState } from 'react';

/** How long hands must have been still, milliseconds: longer than from aiming at a button to pressing it. */
const STILL_MILLISECONDS = 700;
/** Nobody waits longer than this for what is to be told, however restless the hand. */
const LONGEST_WAIT_MILLISECONDS = 10_000;
/** Of files that are dragged over the page only `dragover` tells, also while they rest. */
const TOUCHES = [
  'pointermove',
  'pointerdown',
  'pointerup',
  'pointercancel',
  'dragover',
  'drop',
  'keydown',
  'wheel',
  'scroll',
] as const;

/**
 * True from the first moment on in which nobody points, presses, drags, types or scrolls. For what
 * covers or pushes the page when it appears: a press under way would fall on something else.
 */
export function useStillMoment(): boolean {
  const [still, setStill] = useState(false);
  useEffect(() => {
    if (still) return;
    const pressed = new Set<number>();
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      clearTimeout(timer);
      // A press lasts until its end, however still the finger.
      if (pressed.size === 0) timer = setTimeout(() => setStill(true), STILL_MILLISECONDS);
    };
    const touched = (event: Event) => {
      if (event instanceof PointerEvent) {
        if (event.type === 'pointerdown') pressed.add(event.pointerId);
        else if (event.type !== 'pointermove') pressed.delete(event.pointerId);
      }
      wait();
    };
    const listening = new AbortController();
    const { signal } = listening;
    for (const type of TOUCHES) {
      // Scrolling does not bubble.
      document.addEventListener(type, touched, { capture: true, passive: true, signal });
    }
    const longest = setTimeout(() => setStill(true), LONGEST_WAIT_MILLISECONDS);
    wait();
    return () => {
      clearTimeout(timer);
      clearTimeout(longest);
      listening.abort();
    };
  }, [still]);
  return still;
}
