import type { SampleId } from '../../project/types.ts';
import { type ClassMark, classMark } from './class-marks.ts';
import type { MapPoint } from './map-point.ts';
import {
  type Box,
  type MapFrame,
  type MapView,
  onScreen,
  type Place,
  type Size,
} from './map-view.ts';
import { stampOf, stampSide } from './mark-stamp.ts';
import type { Thumbnail } from './thumbnail-cache.ts';

/** Smallest and largest side of a thumbnail, in CSS pixels. */
const SMALL_TILE = 20;
const LARGE_TILE = 44;
/** Side of a point where there is no room for thumbnails: they would have to be so small. */
const DOT = 11;
const TOO_SMALL = 10;
/** Share of the map that thumbnails may cover, where their size is free. */
const COVER = 0.8;
/** More in view at once would empty the cache of thumbnails for each other. */
const MOST_TILES = 1_500;

export interface Scene {
  /** In the order drawn. */
  points: readonly MapPoint[];
  selected: ReadonlySet<SampleId>;
  hovered: SampleId | null;
  view: MapView;
  frame: MapFrame;
  box: Box | null;
  dark: boolean;
}

/** Side of a point's tile at this zoom, in CSS pixels; `thumbnails` where they have room. */
export function tileOf({ points, view, frame }: Pick<Scene, 'points' | 'view' | 'frame'>): {
  tile: number;
  thumbnails: boolean;
} {
  const { low, high } = frame;
  const area = (high.x - low.x) * (high.y - low.y) * view.scale ** 2;
  const even = Math.sqrt((COVER * area) / Math.max(1, points.length));
  const tile = Math.max(SMALL_TILE, Math.min(LARGE_TILE, even));
  // A few points may well stand on one line, without an area.
  const fits = even >= TOO_SMALL || points.length < 50;
  if (!fits || seenOf(points, view, frame, tile) > MOST_TILES) {
    return { tile: DOT, thumbnails: false };
  }
  return { tile, thumbnails: true };
}

function seenOf(points: readonly MapPoint[], view: MapView, size: Size, tile: number): number {
  let seen = 0;
  for (const point of points) if (isSeen(onScreen(view, point), size, tile)) seen++;
  return seen;
}

function isSeen({ x, y }: Place, { width, height }: Size, tile: number): boolean {
  return x > -tile && y > -tile && x < width + tile && y < height + tile;
}

/**
 * Draws the map on a canvas whose transform makes its unit one CSS pixel.
 * @param thumbnailOf what is at hand; undefined while it is on its way
 */
export function drawMap(
  context: CanvasRenderingContext2D,
  scene: Scene,
  thumbnailOf: (id: SampleId) => Thumbnail | undefined,
): void {
  const { points, selected, hovered, view, frame, box, dark } = scene;
  context.clearRect(0, 0, frame.width, frame.height);
  const { tile, thumbnails } = tileOf(scene);
  const brush: Brush = { context, ink: dark ? '#ffffff' : '#000000', dark };
  const draw = (point: MapPoint, side: number) => {
    const place = onScreen(view, point);
    if (!isSeen(place, frame, side)) return;
    const mark = classMark(point.classIndex, dark);
    if (point.takenFor !== null) drawRing(brush, place, side);
    if (thumbnails) drawTile(brush, place, side, mark, thumbnailOf(point.id));
    else drawShape(brush, place, side / 2, mark);
    if (selected.has(point.id)) drawTick(brush, place, side);
  };
  for (const point of points) if (point.id !== hovered) draw(point, tile);
  const above = points.find(({ id }) => id === hovered);
  if (above !== undefined) draw(above, 1.6 * tile);
  if (box !== null) drawBox(brush, box);
}

interface Brush {
  context: CanvasRenderingContext2D;
  ink: string;
  dark: boolean;
}

function drawTile(
  brush: Brush,
  { x, y }: Place,
  side: number,
  mark: ClassMark,
  thumbnail: Thumbnail | undefined,
): void {
  const { context, dark } = brush;
  const [left, top] = [x - side / 2, y - side / 2];
  context.fillStyle = dark ? '#424242' : '#dee2e6';
  context.fillRect(left, top, side, side);
  if (thumbnail) context.drawImage(thumbnail, left, top, side, side);
  context.lineWidth = 2.5;
  context.strokeStyle = mark.colour;
  context.strokeRect(left, top, side, side);
  drawShape(brush, { x: left + 2, y: top + 2 }, 4.5, mark);
}

function drawShape({ context }: Brush, { x, y }: Place, radius: number, mark: ClassMark): void {
  const side = stampSide(radius);
  const [left, top] = [Math.round(x - side / 2), Math.round(y - side / 2)];
  context.drawImage(stampOf(mark, radius), left, top, side, side);
}

/** Around a mistake: in ink, with a halo that parts it from the tiles around. */
function drawRing({ context, ink, dark }: Brush, { x, y }: Place, side: number): void {
  const ring = new Path2D();
  ring.roundRect(x - side / 2 - 4, y - side / 2 - 4, side + 8, side + 8, side / 3);
  context.lineWidth = 5;
  context.strokeStyle = dark ? '#000000' : '#ffffff';
  context.stroke(ring);
  context.lineWidth = 2;
  context.strokeStyle = ink;
  context.stroke(ring);
}

/** In the lower right corner, so that the picture is still seen. */
function drawTick({ context }: Brush, place: Place, side: number): void {
  const radius = Math.max(6, side * 0.22);
  const [x, y] = [place.x + side / 2 - 2, place.y + side / 2 - 2];
  context.lineWidth = 2;
  context.strokeStyle = '#ffffff';
  context.fillStyle = '#364fc7';
  context.beginPath();
  context.arc(x, y, radius, 0, 2 * Math.PI);
  context.fill();
  context.stroke();
  context.beginPath();
  context.moveTo(x - 0.45 * radius, y + 0.05 * radius);
  context.lineTo(x - 0.1 * radius, y + 0.4 * radius);
  context.lineTo(x + 0.5 * radius, y - 0.35 * radius);
  context.stroke();
}

function drawBox({ context, ink }: Brush, { from, to }: Box): void {
  const { x, y } = from;
  context.lineWidth = 1;
  context.strokeStyle = ink;
  context.setLineDash([4, 3]);
  context.strokeRect(x, y, to.x - x, to.y - y);
  context.setLineDash([]);
  context.globalAlpha = 0.08;
  context.fillStyle = ink;
  context.fillRect(x, y, to.x - x, to.y - y);
  context.globalAlpha = 1;
}
