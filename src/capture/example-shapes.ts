import { normal, seededRandom } from '../head/random.ts';

export const EXAMPLE_SHAPES = ['Circle', 'Triangle', 'Zigzag'] as const;
export type ExampleShape = (typeof EXAMPLE_SHAPES)[number];

type Point = { x: number; y: number };

/** A picture to draw: all lengths as shares of its side. */
export interface Sketch {
  paper: string;
  ink: string;
  penWidth: number;
  /** Drawn as one line through all points. */
  line: Point[];
}

const PAPERS = ['#fdfcf7', '#f6f1e4', '#eef3f8', '#ffffff', '#f4f4f1'];
const INKS = ['#1d2b53', '#222222', '#7a1f3d', '#0b5d4b', '#513a8c'];

/** Corner points of each shape around the origin, radius 1. */
const OUTLINES: Record<ExampleShape, Point[]> = {
  Circle: Array.from({ length: 41 }, (_, step) => polar((2 * Math.PI * step) / 38)),
  Triangle: [0, 1, 2, 3].map((corner) => polar((2 * Math.PI * corner) / 3 - Math.PI / 2)),
  Zigzag: Array.from({ length: 7 }, (_, step) => ({ x: step / 3 - 1, y: step % 2 ? 0.55 : -0.55 })),
};

function polar(angle: number): Point {
  return { x: Math.cos(angle), y: Math.sin(angle) };
}

/** A shape as a hand would draw it: turned, moved, stretched and shaky. The same seed draws the same. */
export function sketch(shape: ExampleShape, seed: number): Sketch {
  const random = seededRandom(seed);
  const between = (low: number, high: number) => low + (high - low) * random();
  const pick = (list: string[]) => list[Math.floor(random() * list.length)] ?? list[0] ?? '#000';
  const turn = between(-0.35, 0.35);
  const size = between(0.24, 0.36);
  const stretch = between(0.85, 1.15);
  const centre = { x: between(0.42, 0.58), y: between(0.42, 0.58) };
  const place = ({ x, y }: Point): Point => ({
    x: centre.x + size * stretch * (x * Math.cos(turn) - y * Math.sin(turn)),
    y: centre.y + (size / stretch) * (x * Math.sin(turn) + y * Math.cos(turn)),
  });
  const shaky = ({ x, y }: Point): Point => ({
    x: x + 0.006 * normal(random),
    y: y + 0.006 * normal(random),
  });
  return {
    paper: pick(PAPERS),
    ink: pick(INKS),
    penWidth: between(0.015, 0.035),
    line: refine(OUTLINES[shape]).map(place).map(shaky),
  };
}

/** More points on each straight piece, so that a shaking hand shows on it. */
function refine(corners: Point[]): Point[] {
  const pieces = corners.length > 20 ? 1 : 6;
  return corners.slice(1).flatMap((to, index) => {
    const from = corners[index] ?? to;
    return Array.from({ length: pieces }, (_, step) => ({
      x: from.x + ((to.x - from.x) * step) / pieces,
      y: from.y + ((to.y - from.y) * step) / pieces,
    })).concat(index === corners.length - 2 ? [to] : []);
  });
}

/** Draws a sketch as a PNG file. */
export async function drawSketch(
  { paper, ink, penWidth, line }: Sketch,
  name: string,
): Promise<File> {
  const side = 320;
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const context = canvas.getContext('2d');
  if (context !== null) {
    context.fillStyle = paper;
    context.fillRect(0, 0, side, side);
    context.strokeStyle = ink;
    context.lineWidth = penWidth * side;
    context.lineCap = 'round';
    context.lineJoin = 'round';
    context.beginPath();
    for (const { x, y } of line) context.lineTo(x * side, y * side);
    context.stroke();
  }
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'));
  return new File(blob === null ? [] : [blob], name, { type: 'image/png' });
}
