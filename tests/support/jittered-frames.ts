import { normal } from '../../src/head/random.ts';
import type { CropPixels } from '../../src/picture/types.ts';

const SIDE = 224;

/** Of the photo's side; the rest is room to move in. */
const WINDOW = 0.85;

/**
 * A frame as a webcam gives it while somebody holds a thing still: the middle of the photo, moved
 * by up to 4 pixels, 2 % and 2°, up to 5 % brighter or darker, with a sensor's noise.
 */
export function jitteredFrame(photo: CropPixels, random: () => number): CropPixels {
  const within = (most: number) => most * (2 * random() - 1);
  const scale = WINDOW * (1 + within(0.02));
  const angle = within((2 * Math.PI) / 180);
  const [right, down, light] = [within(4), within(4), 1 + within(0.05)];
  const frame = new Uint8ClampedArray(photo.length).fill(255);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) {
      const [u, v] = [scale * (x - SIDE / 2), scale * (y - SIDE / 2)];
      const fromX = SIDE / 2 + right + u * Math.cos(angle) - v * Math.sin(angle);
      const fromY = SIDE / 2 + down + u * Math.sin(angle) + v * Math.cos(angle);
      for (let channel = 0; channel < 3; channel++) {
        const value = between(photo, fromX, fromY, channel);
        frame[4 * (y * SIDE + x) + channel] = light * value + 3 * normal(random);
      }
    }
  }
  return frame;
}

/** A channel between four pixels, bilinear. */
function between(photo: CropPixels, x: number, y: number, channel: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [a, b] = [x - left, y - top];
  const at = (column: number, row: number) => photo[4 * (row * SIDE + column) + channel] ?? 0;
  return (
    (1 - b) * ((1 - a) * at(left, top) + a * at(left + 1, top)) +
    b * ((1 - a) * at(left, top + 1) + a * at(left + 1, top + 1))
  );
}
