import { type PointerEvent as ReactPointerEvent, useEffect, useRef, useState } from 'react';
import type { Box, Place } from './map-view.ts';

/** What dragging does: move the map, or draw a box around what is to be selected. */
export type DragMode = 'move' | 'select';

/** A pointer that went no further is a click. */
const CLICK_DISTANCE = 5;
/** One notch of a mouse wheel is 100 to 120 of its units. */
const WHEEL_ZOOM = 0.0022;

interface Actions {
  onPan(right: number, down: number): void;
  onZoom(factor: number, still: Place): void;
  onClick(place: Place): void;
  /** @param add to what is selected already */
  onBox(box: Box, add: boolean): void;
  onHover(place: Place | null): void;
}

interface Drag {
  start: Place;
  last: Place;
  moved: boolean;
  box: boolean;
}

const middle = ([a, b]: [Place, Place]): Place => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 });
const apart = ([a, b]: [Place, Place]) => Math.max(1, Math.hypot(a.x - b.x, a.y - b.y));

/**
 * Pointer and wheel on the map: drag, pinch, click, wheel. Places are in CSS pixels from the
 * canvas's top left corner.
 * @returns handlers for the canvas, and the box being drawn
 */
export function useMapGestures(
  canvas: HTMLCanvasElement | null,
  mode: DragMode,
  actions: Actions,
): { box: Box | null; handlers: Record<string, (event: ReactPointerEvent) => void> } {
  const pointers = useRef(new Map<number, Place>());
  const drag = useRef<Drag | null>(null);
  const [box, setBox] = useState<Box | null>(null);
  const latest = useRef(actions);
  latest.current = actions;

  // React listens for the wheel passively: the page would scroll away with every zoom.
  useEffect(() => {
    if (canvas === null) return;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const pixels = event.deltaY * (event.deltaMode === event.DOM_DELTA_LINE ? 33 : 1);
      const factor = Math.exp(-WHEEL_ZOOM * pixels * (event.ctrlKey ? 4 : 1));
      latest.current.onZoom(factor, placeOf(event, canvas));
    };
    canvas.addEventListener('wheel', onWheel, { passive: false });
    return () => canvas.removeEventListener('wheel', onWheel);
  }, [canvas]);

  const end = (event: ReactPointerEvent) => {
    pointers.current.delete(event.pointerId);
    drag.current = null;
    setBox(null);
  };

  return {
    box,
    handlers: {
      onPointerDown(event) {
        if (event.button !== 0) return;
        const place = placeOf(event, event.currentTarget);
        event.currentTarget.setPointerCapture(event.pointerId);
        pointers.current.set(event.pointerId, place);
        const boxed = mode === 'select' || event.shiftKey;
        // A second finger makes it a pinch.
        const first = pointers.current.size === 1;
        drag.current = first ? { start: place, last: place, moved: false, box: boxed } : null;
        setBox(null);
      },
      onPointerMove(event) {
        const place = placeOf(event, event.currentTarget);
        const before = twoOf(pointers.current);
        if (!pointers.current.has(event.pointerId)) return latest.current.onHover(place);
        pointers.current.set(event.pointerId, place);
        const after = twoOf(pointers.current);
        if (before !== null && after !== null) {
          const [from, to] = [middle(before), middle(after)];
          latest.current.onPan(to.x - from.x, to.y - from.y);
          latest.current.onZoom(apart(after) / apart(before), to);
          return;
        }
        const now = drag.current;
        if (now === null) return;
        now.moved ||= Math.hypot(place.x - now.start.x, place.y - now.start.y) > CLICK_DISTANCE;
        if (!now.moved) return;
        latest.current.onHover(null);
        if (now.box) setBox({ from: now.start, to: place });
        else latest.current.onPan(place.x - now.last.x, place.y - now.last.y);
        now.last = place;
      },
      onPointerUp(event) {
        const done = drag.current;
        end(event);
        if (done === null) return;
        if (!done.moved) latest.current.onClick(done.start);
        else if (done.box) {
          latest.current.onBox({ from: done.start, to: done.last }, event.shiftKey);
        }
      },
      onPointerCancel: end,
      onPointerLeave: () => latest.current.onHover(null),
    },
  };
}

function placeOf(event: { clientX: number; clientY: number }, element: Element): Place {
  const { left, top } = element.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}

/** The first two pointers; null where there are fewer. */
function twoOf(pointers: ReadonlyMap<number, Place>): [Place, Place] | null {
  const [a, b] = [...pointers.values()];
  return a === undefined || b === undefined ? null : [a, b];
}
