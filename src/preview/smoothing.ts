/** Weight of the newest frame: about five frames until an old answer has faded to a tenth. */
const NEWEST = 0.4;

/** Exponential smoothing of probabilities, or of a map, over frames; the first frame stands as it is. */
export function smooth(previous: ArrayLike<number> | null, newest: ArrayLike<number>): number[] {
  const past = previous?.length === newest.length ? previous : newest;
  return Array.from(newest, (value, index) => NEWEST * value + (1 - NEWEST) * past[index]);
}

/** The same of a single number, which may be missing. */
export function smoothNumber(previous: number | null, newest: number | null): number | null {
  return previous === null || newest === null
    ? newest
    : (smooth([previous], [newest])[0] ?? newest);
}

/** Index of the largest probability; −1 of none. */
export function winner(probabilities: number[]): number {
  return probabilities.reduce(
    (best, value, index) => (best < 0 || value > (probabilities[best] ?? 0) ? index : best),
    -1,
  );
}

/** Counts events of the last second. */
export class RateMeter {
  private times: number[] = [];

  /** One more event at `now` (milliseconds); answers the events per second. */
  count(now: number): number {
    this.times.push(now);
    this.times = this.times.filter((time) => time > now - 1000);
    const first = this.times[0] ?? now;
    const span = now - first;
    return span < 200 ? 0 : ((this.times.length - 1) * 1000) / span;
  }
}
