import { isIdentity, sameMap } from './channel-map.ts';
import type { Reading } from './draft.ts';
import type { Network } from './types.ts';

/** Pixels less this much would lose what tells them apart. */
const FARTHEST = 10_000;

/**
 * Splits what the readers of the image do to raw pixels, s · p + t, into s · (p − centre), so that a
 * convolution can fold s into its kernel whatever zeros lie around the image.
 * @param readings of the image; left as maps of the centred image.
 * @returns −t / s of the first; 0 where that is not a number to work with.
 */
export function takeCentre(readings: readonly Reading[]): Network['centre'] {
  const [first] = readings;
  if (!first || isIdentity(first.map)) return [0, 0, 0];
  const { map } = first;
  const whole = Array.from(map.factor, (factor, channel) => {
    // Rounded as the formats will hold it: by less than a thousandth of a grey level.
    const middle = Math.fround(-map.offset[channel] / factor) + 0;
    return Math.abs(middle) < FARTHEST ? middle : 0;
  });
  for (const reading of readings) {
    const same = sameMap(reading.map, map);
    const { factor, offset } = reading.map;
    const left = offset.map((value, channel) =>
      same && whole[channel] !== 0 ? 0 : value + factor[channel] * whole[channel],
    );
    reading.map = { factor, offset: left };
  }
  const [red, green, blue] = whole;
  return [red, green, blue];
}
