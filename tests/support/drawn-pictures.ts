import { encodePng } from '../../src/exporters/png.ts';
import { seededRandom } from '../../src/head/random.ts';

/** A file as Playwright's `setInputFiles` takes it. */
export interface FilePayload {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

export const MOTIFS = ['disc', 'stripes', 'left arrow', 'right arrow'] as const;
export type Motif = (typeof MOTIFS)[number];

type Colour = [number, number, number];
type Point = [number, number];

const SIDE = 192;

/** A picture of a motif, somewhere, in some size and colours. The same seed draws the same file. */
export function drawn(motif: Motif, seed: number): FilePayload {
  const random = seededRandom(1_000 * MOTIFS.indexOf(motif) + seed);
  const between = (low: number, high: number) => low + (high - low) * random();
  const colour = (low: number, high: number): Colour => [
    between(low, high),
    between(low, high),
    between(low, high),
  ];
  const paper = colour(200, 255);
  const ink = colour(0, 110);
  const centre: Point = [SIDE * between(0.4, 0.6), SIDE * between(0.4, 0.6)];
  const size = SIDE * between(0.22, 0.34);
  const turn = between(-0.3, 0.3);
  const distance = outline(motif, size);
  const rgba = new Uint8Array(SIDE * SIDE * 4);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const [dx, dy] = [x - centre[0], y - centre[1]];
      const across = dx * Math.cos(turn) + dy * Math.sin(turn);
      const down = dy * Math.cos(turn) - dx * Math.sin(turn);
      const cover = Math.min(1, Math.max(0, 0.5 - distance([across, down])));
      const pixel = paper.map((value, channel) => value + cover * ((ink[channel] ?? 0) - value));
      rgba.set([...pixel, 255], 4 * (y * SIDE + x));
    }
  }
  const name = `${motif.replace(' ', '-')}-${seed}.png`;
  return { name, mimeType: 'image/png', buffer: Buffer.from(encodePng(rgba, SIDE, SIDE)) };
}

/** `count` pictures of a motif, from seed `first` on. */
export function drawnSeries(motif: Motif, count: number, first = 0): FilePayload[] {
  return Array.from({ length: count }, (_, index) => drawn(motif, first + index));
}

/** Signed distance in pixels to the edge of the motif around the origin; inside is negative. */
function outline(motif: Motif, size: number): (point: Point) => number {
  const pen = size * 0.13;
  switch (motif) {
    case 'disc':
      return ([x, y]) => Math.hypot(x, y) - size;
    case 'stripes':
      return ([x, y]) => {
        const toStripe = Math.abs((((y + size) / (size * 0.5)) % 1) - 0.5) * size * 0.5;
        return Math.max(Math.abs(x) - size, Math.abs(y) - size, toStripe - size * 0.13);
      };
    case 'left arrow':
      return ([x, y]) => arrow([-x, y], size, pen);
    case 'right arrow':
      return (point) => arrow(point, size, pen);
  }
}

/** An arrow to the right: a shaft and the two strokes of its head. */
function arrow(point: Point, size: number, pen: number): number {
  const tip: Point = [size, 0];
  return (
    Math.min(
      toSegment(point, [-size, 0], tip),
      toSegment(point, [size * 0.3, -size * 0.6], tip),
      toSegment(point, [size * 0.3, size * 0.6], tip),
    ) - pen
  );
}

function toSegment([x, y]: Point, [ax, ay]: Point, [bx, by]: Point): number {
  const [vx, vy] = [bx - ax, by - ay];
  const along = ((x - ax) * vx + (y - ay) * vy) / (vx * vx + vy * vy);
  const t = Math.min(1, Math.max(0, along));
  return Math.hypot(x - ax - t * vx, y - ay - t * vy);
}
