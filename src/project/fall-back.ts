/** How long nothing may arrive of the wanted network at the start before another steps in. */
const PATIENCE_AT_START = 2_000;

/** Runs out once, unless it is renewed in time. */
export class Patience {
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly runOut: () => void) {
    this.again();
  }

  again(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(this.runOut, PATIENCE_AT_START);
  }

  end(): void {
    clearTimeout(this.timer);
  }
}

/** One choice's way out while the wanted network is not there; it must not overtake that one when it is. */
export class FallBack {
  private readonly stopping = new AbortController();
  private begun: Promise<void> | null = null;

  /**
   * @param choice aborts when the user chooses anew
   * @param take takes another network into use
   */
  constructor(
    choice: AbortSignal,
    private readonly take: (signal: AbortSignal) => Promise<void>,
  ) {
    // By hand: AbortSignal.any is younger than the browsers that the README names.
    choice.addEventListener('abort', () => this.stop(), { once: true });
  }

  /** Where it has failed it may be begun again; while it is under way it is not begun twice. */
  begin(): Promise<void> {
    this.begun ??= this.take(this.stopping.signal).finally(() => {
      this.begun = null;
    });
    return this.begun;
  }

  stop(): void {
    this.stopping.abort();
  }
}
