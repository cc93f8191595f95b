/** What part of the map is seen: a point (x, y) of the map stands at (left + x · scale, top + y · scale) on the screen. */
export interface MapView {
  /** CSS pixels for the whole width of the map, which is 1. */
  scale: number;
  left: number;
  top: number;
}

export interface Size {
  width: number;
  height: number;
}

export interface Place {
  x: number;
  y: number;
}

/** Two opposite corners, in CSS pixels. */
export interface Box {
  from: Place;
  to: Place;
}

/** The canvas, and the part of the map that it must be able to show. */
export interface MapFrame extends Size {
  /** Smallest and largest x and y of all points. */
  low: Place;
  high: Place;
}

/** Room for the tiles whose middle stands on the edge. */
const MARGIN = 36;
const MOST_ZOOM = 40;

/** A canvas with these points on it. */
export function frameOf(points: readonly Place[], { width, height }: Size): MapFrame {
  const low = { x: 1, y: 1 };
  const high = { x: 0, y: 0 };
  for (const { x, y } of points) {
    low.x = Math.min(low.x, x);
    low.y = Math.min(low.y, y);
    high.x = Math.max(high.x, x);
    high.y = Math.max(high.y, y);
  }
  return points.length === 0
    ? { width, height, low: { x: 0, y: 0 }, high: { x: 1, y: 1 } }
    : { width, height, low, high };
}

/** All points, as large as they fit. */
export function fittingView({ width, height, low, high }: MapFrame): MapView {
  // Points on one line, or a single one, have no extent.
  const along = (room: number, extent: number) =>
    Math.max(1, room - 2 * MARGIN) / Math.max(extent, 0.01);
  const scale = Math.min(along(width, high.x - low.x), along(height, high.y - low.y));
  return {
    scale,
    left: width / 2 - (scale * (low.x + high.x)) / 2,
    top: height / 2 - (scale * (low.y + high.y)) / 2,
  };
}

/** How many times larger than the fitting view. */
export function zoomOf(view: MapView, frame: MapFrame): number {
  return view.scale / fittingView(frame).scale;
}

/** Larger or smaller by `factor`, with what stands at `still` (CSS pixels) staying there. */
export function zoomed(view: MapView, factor: number, still: Place, frame: MapFrame): MapView {
  const whole = fittingView(frame).scale;
  const scale = Math.max(whole, Math.min(MOST_ZOOM * whole, view.scale * factor));
  const real = scale / view.scale;
  return within(
    {
      scale,
      left: still.x - (still.x - view.left) * real,
      top: still.y - (still.y - view.top) * real,
    },
    frame,
  );
}

export function moved(view: MapView, right: number, down: number, frame: MapFrame): MapView {
  return within({ ...view, left: view.left + right, top: view.top + down }, frame);
}

/** The middle of the canvas never leaves the points. */
function within(view: MapView, { width, height, low, high }: MapFrame): MapView {
  const hold = (start: number, middle: number, from: number, to: number) =>
    Math.min(middle - from * view.scale, Math.max(middle - to * view.scale, start));
  return {
    ...view,
    left: hold(view.left, width / 2, low.x, high.x),
    top: hold(view.top, height / 2, low.y, high.y),
  };
}

/** Where a point of the map stands on the screen. */
export function onScreen(view: MapView, { x, y }: Place): Place {
  return { x: view.left + x * view.scale, y: view.top + y * view.scale };
}

/** The points whose middle is in the box. */
export function pointsInBox<Point extends Place>(
  points: readonly Point[],
  view: MapView,
  { from, to }: Box,
): Point[] {
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
  const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
  return points.filter((point) => {
    const { x, y } = onScreen(view, point);
    return x >= left && x <= right && y >= top && y <= bottom;
  });
}

/** The last of the points, which is drawn on top, whose tile of this size holds the place on the screen. */
export function pointAt<Point extends Place>(
  points: readonly Point[],
  view: MapView,
  place: Place,
  tile: number,
): Point | undefined {
  return points.findLast((point) => {
    const { x, y } = onScreen(view, point);
    return Math.abs(x - place.x) <= tile / 2 && Math.abs(y - place.y) <= tile / 2;
  });
}
