/** What the errors were after learning from so many samples. */
export interface ErrorPoint {
  samples: number;
  /** 0 to 1. */
  error: number;
  /** One over the variance, up to a common factor. */
  weight: number;
}

/** error(n) = floor + scale · n^−power, with floor ≥ 0 and scale > 0. */
export interface PowerLaw {
  floor: number;
  scale: number;
  power: number;
}

/** Beyond these a curve of four points is one of noise: a cliff, or a line with no end. */
const LEAST_POWER = 0.1;
const MOST_POWER = 2;
const STEP = 0.05;

/**
 * The inverse power law that fits best by weighted least squares: a search over the power, within
 * which floor and scale are linear (Figueroa et al., "Predicting sample size required for
 * classification performance", BMC Medical Informatics and Decision Making 12:8, 2012).
 * @returns null with fewer than three points, or where errors do not fall with more samples
 */
export function fitPowerLaw(points: readonly ErrorPoint[]): PowerLaw | null {
  if (points.length < 3) return null;
  let best: PowerLaw | null = null;
  let lowest = Number.POSITIVE_INFINITY;
  for (let power = LEAST_POWER; power <= MOST_POWER + 1e-9; power += STEP) {
    const law = lawOfPower(points, power);
    const misfit = points.reduce(
      (sum, { samples, error, weight }) => sum + weight * (error - errorAt(law, samples)) ** 2,
      0,
    );
    if (law.scale > 0 && misfit < lowest) [best, lowest] = [law, misfit];
  }
  return best;
}

/** The error that the law expects after learning from so many samples. */
export function errorAt({ floor, scale, power }: PowerLaw, samples: number): number {
  return floor + scale * samples ** -power;
}

/** A line through (n^−power, error); through the origin where it would fall below it. */
function lawOfPower(points: readonly ErrorPoint[], power: number): PowerLaw {
  let [w, x, y, xx, xy] = [0, 0, 0, 0, 0];
  for (const { samples, error, weight } of points) {
    const at = samples ** -power;
    w += weight;
    x += weight * at;
    y += weight * error;
    xx += weight * at * at;
    xy += weight * at * error;
  }
  const scale = (w * xy - x * y) / (w * xx - x * x);
  const floor = (y - scale * x) / w;
  return floor >= 0 ? { floor, scale, power } : { floor: 0, scale: xy / xx, power };
}
