/** How a class is told from the others on the map: a colour and a shape, for not everybody sees colours. */
export interface ClassMark {
  colour: string;
  shape: Shape;
}

export type Shape =
  | 'disc'
  | 'square'
  | 'triangle'
  | 'diamond'
  | 'star'
  | 'triangle-down'
  | 'plus'
  | 'hexagon';

/** Okabe and Ito 2008, "Color Universal Design"; their black is the last, and white on a dark page. */
const COLOURS = [
  '#0072b2',
  '#e69f00',
  '#009e73',
  '#cc79a7',
  '#56b4e9',
  '#d55e00',
  '#f0e442',
] as const;
const SHAPES: readonly Shape[] = [
  'disc',
  'square',
  'triangle',
  'diamond',
  'star',
  'triangle-down',
  'plus',
  'hexagon',
];

/** The mark of a class; 64 classes differ. */
export function classMark(classIndex: number, dark: boolean): ClassMark {
  const round = Math.floor(classIndex / SHAPES.length);
  return {
    colour: COLOURS[classIndex % SHAPES.length] ?? (dark ? '#ffffff' : '#000000'),
    shape: SHAPES[(classIndex + round) % SHAPES.length] ?? 'disc',
  };
}

/** Corners of the shapes in a square from −1 to 1, in about the same area; a disc has none. */
const CORNERS: Record<Exclude<Shape, 'disc'>, readonly (readonly [number, number])[]> = {
  square: [
    [-0.85, -0.85],
    [0.85, -0.85],
    [0.85, 0.85],
    [-0.85, 0.85],
  ],
  triangle: [
    [0, -1.1],
    [1.1, 0.85],
    [-1.1, 0.85],
  ],
  'triangle-down': [
    [0, 1.1],
    [1.1, -0.85],
    [-1.1, -0.85],
  ],
  diamond: [
    [0, -1.2],
    [1.2, 0],
    [0, 1.2],
    [-1.2, 0],
  ],
  plus: [
    [-0.4, -1.1],
    [0.4, -1.1],
    [0.4, -0.4],
    [1.1, -0.4],
    [1.1, 0.4],
    [0.4, 0.4],
    [0.4, 1.1],
    [-0.4, 1.1],
    [-0.4, 0.4],
    [-1.1, 0.4],
    [-1.1, -0.4],
    [-0.4, -0.4],
  ],
  hexagon: ring(6, () => 1.05),
  star: ring(10, (corner) => (corner % 2 === 0 ? 1.25 : 0.55)),
};

function ring(count: number, radius: (corner: number) => number): [number, number][] {
  return Array.from({ length: count }, (_, corner) => {
    const angle = (2 * Math.PI * corner) / count - Math.PI / 2;
    return [radius(corner) * Math.cos(angle), radius(corner) * Math.sin(angle)];
  });
}

/** A shape's outline, as SVG and canvas paths take it. @param radius about half its width */
export function shapePath(shape: Shape, x: number, y: number, radius: number): string {
  if (shape === 'disc') {
    const arc = `a${radius} ${radius} 0 1 0`;
    return `M${x - radius} ${y}${arc} ${2 * radius} 0${arc} ${-2 * radius} 0Z`;
  }
  const corners = CORNERS[shape].map(([dx, dy]) => `${x + dx * radius} ${y + dy * radius}`);
  return `M${corners.join('L')}Z`;
}
