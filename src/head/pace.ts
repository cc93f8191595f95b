/** How long a computation may hold its thread before others get a turn, in milliseconds. */
const TURN = 12;

/**
 * Lets everything that waits for this thread go first: messages, live predictions, a cancel.
 * A MessageChannel, because `requestAnimationFrame` stops in hidden tabs and timers are slowed
 * there to one a second.
 */
export function tick(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      // An open port would keep a Node process alive.
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Shares the thread during one long computation. */
export interface Pace {
  /** True when it is time to rest. Cheap enough for inner loops. */
  due(): boolean;
  /** Gives others a turn. Rejects with the signal's reason once the computation is cancelled. */
  rest(): Promise<void>;
}

/** The pace of a computation that `signal` can cancel. */
export function createPace(signal: AbortSignal): Pace {
  let since = performance.now();
  return {
    due: () => signal.aborted || performance.now() - since >= TURN,
    async rest() {
      signal.throwIfAborted();
      await tick();
      signal.throwIfAborted();
      since = performance.now();
    },
  };
}
