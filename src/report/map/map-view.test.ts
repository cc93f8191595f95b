import { describe, expect, it } from 'vitest';
import {
  fittingView,
  frameOf,
  moved,
  onScreen,
  pointAt,
  pointsInBox,
  zoomed,
  zoomOf,
} from './map-view.ts';

const corners = [
  { x: 0, y: 0.2 },
  { x: 1, y: 0.7 },
];
const frame = frameOf(corners, { width: 872, height: 672 });
const whole = fittingView(frame);

describe('the view of the map', () => {
  it('shows all points, as large as they fit', () => {
    // 800 pixels for an extent of 1 by 0.5, in the middle of 600.
    expect(onScreen(whole, { x: 0, y: 0.2 })).toEqual({ x: 36, y: expect.closeTo(136, 9) });
    expect(onScreen(whole, { x: 1, y: 0.7 })).toEqual({ x: 836, y: expect.closeTo(536, 9) });
    expect(zoomOf(whole, frame)).toBe(1);
  });

  it('puts a single point, or none, in the middle', () => {
    const size = { width: 400, height: 300 };
    const single = fittingView(frameOf([{ x: 0.5, y: 0.5 }], size));
    expect(onScreen(single, { x: 0.5, y: 0.5 })).toEqual({ x: 200, y: 150 });
    expect(onScreen(fittingView(frameOf([], size)), { x: 0.5, y: 0.5 })).toEqual({
      x: 200,
      y: 150,
    });
  });

  it('keeps what is under the pointer there while it zooms', () => {
    const point = { x: 0.25, y: 0.5 };
    const before = onScreen(whole, point);
    const closer = zoomed(whole, 3, before, frame);
    expect(onScreen(closer, point).x).toBeCloseTo(before.x, 9);
    expect(onScreen(closer, point).y).toBeCloseTo(before.y, 9);
    expect(zoomOf(closer, frame)).toBeCloseTo(3, 9);
  });

  it('never shows less than all points, nor more than the limit', () => {
    const middle = { x: 436, y: 336 };
    expect(zoomed(whole, 0.1, middle, frame)).toEqual(whole);
    expect(zoomOf(zoomed(whole, 1e6, middle, frame), frame)).toBeCloseTo(40, 9);
  });

  it('cannot be moved off the screen', () => {
    const far = moved(whole, 5000, -5000, frame);
    const corner = onScreen(far, { x: 0, y: 0.7 });
    expect(corner.x).toBeCloseTo(436, 9);
    expect(corner.y).toBeCloseTo(336, 9);
  });
});

describe('finding points', () => {
  const points = [
    { id: 'a', x: 0.1, y: 0.3 },
    { id: 'b', x: 0.5, y: 0.5 },
    { id: 'c', x: 0.52, y: 0.5 },
  ];
  const ids = (found: { id: string }[]) => found.map(({ id }) => id);

  it('finds those in a box, whichever corner it was begun at', () => {
    const [from, to] = [onScreen(whole, { x: 0.6, y: 0.6 }), onScreen(whole, { x: 0.4, y: 0.4 })];
    expect(ids(pointsInBox(points, whole, { from, to }))).toEqual(['b', 'c']);
    expect(ids(pointsInBox(points, whole, { from: to, to: from }))).toEqual(['b', 'c']);
  });

  it('finds the tile on top', () => {
    const place = onScreen(whole, { x: 0.51, y: 0.5 });
    expect(pointAt(points, whole, place, 24)?.id).toBe('c');
    expect(pointAt(points.slice(0, 2), whole, place, 24)?.id).toBe('b');
    expect(pointAt(points, whole, { x: 5, y: 5 }, 24)).toBeUndefined();
  });
});
