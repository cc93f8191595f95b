import { enlarged, type PlaceMap } from './heatmap.ts';

/** Where most of a map lies, for those who do not see it. */
export type HeatPlace =
  | 'nowhere'
  | 'spread-out'
  | 'centre'
  | 'left'
  | 'right'
  | 'top'
  | 'bottom'
  | 'upper-left'
  | 'upper-right'
  | 'lower-left'
  | 'lower-right';

/** A half that holds this share of what speaks for the class is said to hold most of it. */
const MOST = 0.65;
/** A quarter of the area, so twice what it would hold by chance. */
const CENTRE_SIDE = 0.5;
const CENTRE_SHARE = 0.5;
/** Of the strongest place, in nats: below, the map is hardly to be seen, and its place is noise. */
const FAINTEST = 0.1;

/**
 * Where most of what speaks for the class lies, of the map as `heatPixels` draws it: smoothed, and
 * what speaks against the class does not count. 'nowhere' where no place speaks for it to speak of.
 */
export function heatPlace(places: PlaceMap): HeatPlace {
  const { width, height } = places;
  const drawn = enlarged(places, 1);
  const across = (low: number, high: number) => overlaps(width, low, high);
  const down = (low: number, high: number) => overlaps(height, low, high);
  const [wholeWidth, wholeHeight] = [across(0, 1), down(0, 1)];
  const share = (columns: number[], rows: number[]) => {
    let sum = 0;
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++)
        sum += Math.max(0, drawn[y * width + x]) * columns[x] * rows[y];
    }
    return sum;
  };
  if (Math.max(...drawn) < FAINTEST) return 'nowhere';
  const total = share(wholeWidth, wholeHeight);
  const left = share(across(0, 0.5), wholeHeight) / total;
  const top = share(wholeWidth, down(0, 0.5)) / total;
  const side = left >= MOST ? 'left' : left <= 1 - MOST ? 'right' : null;
  const level = top >= MOST ? 'upper' : top <= 1 - MOST ? 'lower' : null;
  if (side !== null && level !== null) return `${level}-${side}`;
  if (side !== null) return side;
  if (level !== null) return level === 'upper' ? 'top' : 'bottom';
  const [low, high] = [0.5 - CENTRE_SIDE / 2, 0.5 + CENTRE_SIDE / 2];
  const centre = share(across(low, high), down(low, high)) / total;
  return centre >= CENTRE_SHARE ? 'centre' : 'spread-out';
}

/** How much of each of `length` equal parts of [0, 1] lies between `low` and `high`. */
function overlaps(length: number, low: number, high: number): number[] {
  return Array.from({ length }, (_, i) =>
    Math.max(0, Math.min(1, high * length - i) - Math.max(0, low * length - i)),
  );
}
