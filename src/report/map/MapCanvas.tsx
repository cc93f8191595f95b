import { ActionIcon, Text, useComputedColorScheme } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import { IconArrowsMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect, useId, useMemo, useState } from 'react';
import type { SampleId } from '../../project/types.ts';
import { drawMap, tileOf } from './draw-map.ts';
import { inDrawingOrder, type MapPoint } from './map-point.ts';
import {
  fittingView,
  frameOf,
  type MapView,
  moved,
  onScreen,
  type Place,
  pointAt,
  pointsInBox,
  zoomed,
} from './map-view.ts';
import styles from './PictureMap.module.css';
import { type Thumbnail, ThumbnailCache } from './thumbnail-cache.ts';
import { type DragMode, useMapGestures } from './use-map-gestures.ts';

interface Props {
  /** What it shows, in words. */
  label: string;
  points: readonly MapPoint[];
  selected: ReadonlySet<SampleId>;
  onSelect: (ids: Set<SampleId>) => void;
  mode: DragMode;
  thumbnailOf: (id: SampleId) => Promise<Thumbnail>;
}

const STEP = 48;
const ZOOM_STEP = 1.5;
const ARROWS: Record<string, readonly [number, number]> = {
  ArrowLeft: [STEP, 0],
  ArrowRight: [-STEP, 0],
  ArrowUp: [0, STEP],
  ArrowDown: [0, -STEP],
};

/** The pictures as points of a plane. What can be done here by pointer can be done in the table by keyboard. */
export function MapCanvas({ label, points, selected, onSelect, mode, thumbnailOf }: Props) {
  const { ref: sizeRef, width, height } = useElementSize();
  const frame = useMemo(() => frameOf(points, { width, height }), [points, width, height]);
  const [canvas, setCanvas] = useState<HTMLCanvasElement | null>(null);
  // Null: the whole map, at whatever size the window gives it.
  const [chosenView, setView] = useState<MapView | null>(null);
  const view = useMemo(() => chosenView ?? fittingView(frame), [chosenView, frame]);
  const [hovered, setHovered] = useState<SampleId | null>(null);
  // A new object with each thumbnail that comes: there is something new to draw.
  const [shelf, setShelf] = useState<{ cache: ThumbnailCache } | null>(null);
  const hint = useId();
  const dark = useComputedColorScheme() === 'dark';
  const ordered = useMemo(() => inDrawingOrder(points, selected), [points, selected]);

  useEffect(() => {
    const cache = new ThumbnailCache(thumbnailOf, () => setShelf({ cache }));
    setShelf({ cache });
    return () => cache.close();
  }, [thumbnailOf]);

  const zoom = (factor: number, still: Place = { x: width / 2, y: height / 2 }) =>
    setView((now) => zoomed(now ?? fittingView(frame), factor, still, frame));
  const pan = (right: number, down: number) =>
    setView((now) => moved(now ?? fittingView(frame), right, down, frame));
  const find = (place: Place) =>
    pointAt(ordered, view, place, tileOf({ points: ordered, view, frame }).tile);
  const toggle = (id: SampleId) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelect(next);
  };

  const { box, handlers } = useMapGestures(canvas, mode, {
    onPan: pan,
    onZoom: zoom,
    onHover: (place) => setHovered(place === null ? null : (find(place)?.id ?? null)),
    onClick(place) {
      const found = find(place);
      if (found !== undefined) toggle(found.id);
    },
    onBox(drawn, add) {
      const inside = pointsInBox(points, view, drawn).map(({ id }) => id);
      onSelect(new Set([...(add ? selected : []), ...inside]));
    },
  });

  useEffect(() => {
    const context = canvas?.getContext('2d');
    if (!canvas || !context || shelf === null || frame.width === 0) return;
    // Once for all that changed since the last frame.
    const request = requestAnimationFrame(() => {
      const ratio = window.devicePixelRatio;
      const [across, down] = [Math.round(frame.width * ratio), Math.round(frame.height * ratio)];
      if (canvas.width !== across) canvas.width = across;
      if (canvas.height !== down) canvas.height = down;
      context.setTransform(ratio, 0, 0, ratio, 0, 0);
      shelf.cache.forgetWaiting();
      const scene = { points: ordered, selected, hovered, view, frame, box, dark };
      drawMap(context, scene, (id) => shelf.cache.get(id));
    });
    return () => cancelAnimationFrame(request);
  }, [canvas, shelf, ordered, selected, hovered, view, frame, box, dark]);

  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    if (arrow !== undefined) pan(...arrow);
    else if (event.key === '+' || event.key === '=') zoom(ZOOM_STEP);
    else if (event.key === '-') zoom(1 / ZOOM_STEP);
    else if (event.key === '0') setView(null);
    else if (event.key === 'Escape' && selected.size > 0) onSelect(new Set());
    else return;
    event.preventDefault();
  };

  const above = points.find(({ id }) => id === hovered);
  return (
    <div ref={sizeRef} className={styles.stage}>
      {/* An application, so that a screen reader leaves the arrow keys to it. */}
      <div role="application" aria-label={label} className={styles.surface}>
        <canvas
          ref={setCanvas}
          tabIndex={0}
          aria-label={label}
          aria-describedby={hint}
          className={styles.canvas}
          data-mode={mode}
          // While something is selected, Escape is not for the dialog around.
          data-mantine-stop-propagation={selected.size > 0}
          data-over={hovered !== null || undefined}
          onKeyDown={onKeyDown}
          {...handlers}
        />
      </div>
      <span id={hint} hidden>
        Arrow keys move the map, plus and minus zoom, zero shows all of it. The table lists the same
        images, and they can be selected there.
      </span>
      <ActionIcon.Group orientation="vertical" className={styles.zoom}>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label="Zoom in"
          onClick={() => zoom(ZOOM_STEP)}
        >
          <IconPlus size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label="Zoom out"
          onClick={() => zoom(1 / ZOOM_STEP)}
        >
          <IconMinus size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="default"
          size="lg"
          aria-label="Show the whole map"
          onClick={() => setView(null)}
        >
          <IconArrowsMaximize size={16} aria-hidden />
        </ActionIcon>
      </ActionIcon.Group>
      {above !== undefined && (
        <Text
          size="xs"
          className={styles.caption}
          style={captionPlace(onScreen(view, above), frame)}
        >
          {above.label}
        </Text>
      )}
    </div>
  );
}

/** Beside the picture pointed at, towards the middle. */
function captionPlace({ x, y }: Place, { width, height }: { width: number; height: number }) {
  const [across, down] = [x > width / 2 ? '-100%' : '0', y > height / 2 ? '-100%' : '0'];
  const side = (value: number, extent: number) => value + (value > extent / 2 ? -34 : 34);
  return { left: x, top: side(y, height), transform: `translate(${across}, ${down})` };
}
