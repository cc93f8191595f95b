export interface RecordSettings {
  picturesPerSecond: number;
  /** Hands-free: seconds until the first picture. */
  delaySeconds: number;
  /** Hands-free: seconds of recording. */
  durationSeconds: number;
}

export const RECORD_LIMITS = {
  picturesPerSecond: { min: 1, max: 30 },
  delaySeconds: { min: 0, max: 10 },
  durationSeconds: { min: 1, max: 60 },
} as const;

export type RecorderState =
  | { kind: 'idle' }
  | { kind: 'countdown'; secondsLeft: number }
  | {
      kind: 'recording';
      burstId: string;
      taken: number;
      /** Left out because too many waited. */
      dropped: number;
      /** Hands-free only; null while a button is held. */
      secondsLeft: number | null;
    };

export interface RecorderOptions {
  /** Takes one picture for a burst; resolves when it is handed on. */
  take: (burstId: string) => Promise<void>;
  /** Pictures handed on and not yet saved. */
  pending: () => number;
  settings: () => RecordSettings;
  onState: (state: RecorderState) => void;
  newBurstId?: () => string;
  /** Milliseconds, never going back. */
  now?: () => number;
}

/** Pictures that may wait at one time; memory must not grow while the disk is slow. */
const MOST_PENDING = 30;

/**
 * When pictures are taken: while a button is held (the first at once), or hands-free after a
 * countdown and for a time. Each run is one burst. A tick that comes late is not made up for.
 */
export class Recorder {
  readonly #options: RecorderOptions;
  readonly #now: () => number;
  readonly #newBurstId: () => string;
  #state: RecorderState = { kind: 'idle' };
  #timer: ReturnType<typeof setTimeout> | undefined;
  #taking = 0;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#now = options.now ?? (() => performance.now());
    this.#newBurstId = options.newBurstId ?? (() => crypto.randomUUID());
  }

  get state(): RecorderState {
    return this.#state;
  }

  /** Records until `stop`; nothing happens while a run is on. */
  startHold(): void {
    if (this.#state.kind === 'idle') this.#record(null);
  }

  /** One picture, as a burst of its own. */
  takeOne(): void {
    if (this.#state.kind !== 'idle') return;
    this.startHold();
    this.stop();
  }

  startHandsFree(): void {
    if (this.#state.kind !== 'idle') return;
    const { delaySeconds } = this.#options.settings();
    this.#countDown(this.#now() + delaySeconds * 1000);
  }

  stop(): void {
    clearTimeout(this.#timer);
    if (this.#state.kind !== 'idle') this.#setState({ kind: 'idle' });
  }

  #countDown(end: number): void {
    const left = end - this.#now();
    if (left <= 0) {
      this.#record(this.#options.settings().durationSeconds * 1000);
      return;
    }
    const secondsLeft = Math.ceil(left / 1000);
    this.#setState({ kind: 'countdown', secondsLeft });
    this.#timer = setTimeout(() => this.#countDown(end), left - (secondsLeft - 1) * 1000);
  }

  #record(duration: number | null): void {
    const burstId = this.#newBurstId();
    const interval = 1000 / this.#options.settings().picturesPerSecond;
    const start = this.#now();
    let taken = 0;
    let dropped = 0;
    let slot = 0;
    const tick = () => {
      const elapsed = this.#now() - start;
      if (duration !== null && elapsed >= duration) {
        this.stop();
        return;
      }
      if (this.#take(burstId)) taken += 1;
      else dropped += 1;
      const secondsLeft = duration === null ? null : Math.ceil((duration - elapsed) / 1000);
      this.#setState({ kind: 'recording', burstId, taken, dropped, secondsLeft });
      // Timers may be early by a fraction of a millisecond: a slot is never taken twice.
      slot = Math.max(slot + 1, Math.ceil(elapsed / interval));
      const next = slot * interval;
      const last = duration !== null && next > duration - 1;
      this.#timer = last
        ? setTimeout(() => this.stop(), duration - elapsed)
        : setTimeout(tick, next - elapsed);
    };
    tick();
  }

  #take(burstId: string): boolean {
    if (this.#taking + this.#options.pending() >= MOST_PENDING) return false;
    this.#taking += 1;
    const done = () => {
      this.#taking -= 1;
    };
    // A picture that could not be taken is the taker's to report; here it only no longer waits.
    this.#options.take(burstId).then(done, done);
    return true;
  }

  #setState(state: RecorderState): void {
    this.#state = state;
    this.#options.onState(state);
  }
}
