import { nextTask } from '../next-task.ts';

/** How long a computation may hold its thread before others get a turn, in milliseconds. */
const TURN = 12;

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
      await nextTask();
      signal.throwIfAborted();
      since = performance.now();
    },
  };
}
