/** How a class activation map is drawn: where each place of it lies, how strong it is, in which colour. */

/** A map over a picture, line by line. */
export interface PlaceMap {
  width: number;
  height: number;
  /** [height · width], above zero where a place speaks for the class. */
  map: ArrayLike<number>;
}

/** Pixels drawn for each position of a map; the browser's own smoothing does the rest. */
export const PIXELS_PER_POSITION = 12;

/** Evidence in nats that is always drawn in full: a doubtful answer must not look like a sure one. */
const FULL_STRENGTH = 1;
const MOST_OPAQUE = 0.82;

/**
 * Violet, magenta, orange, pale yellow: lightness 0.36 to 0.92 in OKLCH in even steps, hue 295° to
 * 455°, as much chroma as sRGB has (https://bottosson.github.io/posts/oklab/).
 */
const RAMP = [
  [75, 2, 150],
  [149, 1, 153],
  [219, 19, 120],
  [254, 99, 76],
  [255, 171, 90],
  [255, 228, 126],
] as const;

/**
 * The map as RGBA, [height · 12, width · 12, 4], not premultiplied. What speaks against the class,
 * or not at all, is clear; what speaks for it is the more opaque and the lighter the stronger it is.
 */
export function heatPixels(places: PlaceMap): Uint8ClampedArray<ArrayBuffer> {
  const smooth = enlarged(places, PIXELS_PER_POSITION);
  const full = smooth.reduce((most, value) => Math.max(most, value), FULL_STRENGTH);
  const pixels = new Uint8ClampedArray(smooth.length * 4);
  for (let i = 0; i < smooth.length; i++) {
    const strength = Math.max(0, smooth[i]) / full;
    pixels.set(rampColour(strength), i * 4);
    pixels[i * 4 + 3] = 255 * MOST_OPAQUE * strength;
  }
  return pixels;
}

/** The colour of a strength from 0 to 1, RGB. */
export function rampColour(strength: number): [number, number, number] {
  const at = Math.min(1, Math.max(0, strength)) * (RAMP.length - 1);
  const below = Math.min(RAMP.length - 2, Math.floor(at));
  const [low, high] = [RAMP[below], RAMP[below + 1]];
  const mix = (channel: 0 | 1 | 2) => low[channel] + (at - below) * (high[channel] - low[channel]);
  return [mix(0), mix(1), mix(2)];
}

/**
 * A map with `scale` values for each position and direction, by cubic B-splines: smooth, and never
 * outside of the map's own range. Values lie at the centres of their positions; beyond the edge the
 * map goes on as its mirror image, which keeps its mean.
 */
export function enlarged({ width, height, map }: PlaceMap, scale: number): Float32Array {
  const across = splineWeights(width, scale);
  const down = splineWeights(height, scale);
  const wide = new Float32Array(height * across.length);
  for (let y = 0; y < height; y++) {
    for (const [x, taps] of across.entries()) {
      for (const { at, weight } of taps)
        wide[y * across.length + x] += weight * map[y * width + at];
    }
  }
  const result = new Float32Array(down.length * across.length);
  for (const [y, taps] of down.entries()) {
    for (const { at, weight } of taps) {
      for (let x = 0; x < across.length; x++) {
        result[y * across.length + x] += weight * wide[at * across.length + x];
      }
    }
  }
  return result;
}

/** For each of `length · scale` values, the positions that it is mixed of. */
function splineWeights(length: number, scale: number): { at: number; weight: number }[][] {
  return Array.from({ length: length * scale }, (_, i) => {
    const place = (i + 0.5) / scale - 0.5;
    const first = Math.floor(place) - 1;
    return [0, 1, 2, 3].map((tap) => {
      const distance = Math.abs(place - first - tap);
      const weight =
        distance < 1 ? 2 / 3 - distance ** 2 + distance ** 3 / 2 : (2 - distance) ** 3 / 6;
      return { at: mirroredIndex(first + tap, length), weight };
    });
  });
}

/** 2 1 0 | 0 1 2 | 2 1 0 */
function mirroredIndex(index: number, length: number): number {
  const period = 2 * length;
  const inPeriod = ((index % period) + period) % period;
  return inPeriod < length ? inPeriod : period - 1 - inPeriod;
}
