import { type Remote, wrap } from 'comlink';
import type { BackendName, DeviceLost, EngineApi } from './protocol.ts';

/** Why a worker is no longer of use. */
export type Loss = { lost: 'silent' | 'crashed'; detail: string };

/**
 * One life of the worker. A lost WebGL context leaves `await tensor.data()` pending for ever, with
 * no error (https://github.com/tensorflow/tfjs/issues/756), so every call has a watchdog: on silence
 * the worker is ended, and everything that waits for it hears so.
 */
export class EngineSession {
  readonly remote: Remote<EngineApi>;
  /** The backend at work, or being tried. */
  backend: BackendName | null = null;
  private ended: Loss | null = null;
  private readonly endListeners = new Set<(loss: Loss) => void>();

  constructor(private readonly worker: Worker) {
    this.remote = wrap<EngineApi>(worker);
    worker.addEventListener('error', (event) => {
      this.end({ lost: 'crashed', detail: event.message || 'the worker stopped' });
    });
    worker.addEventListener('message', (event: MessageEvent<unknown>) => {
      if (isDeviceLost(event.data)) this.end({ lost: 'silent', detail: 'the GPU was lost' });
    });
  }

  get alive(): boolean {
    return this.ended === null;
  }

  /**
   * Makes one call. Answers its value, or the loss of the worker.
   * @param silence how long the worker may say nothing, in milliseconds; `heard` starts it anew.
   */
  run<Value>(silence: number, call: (heard: () => void) => Promise<Value>): Promise<Value | Loss> {
    if (this.ended !== null) return Promise.resolve(this.ended);
    return new Promise((resolve) => {
      const settle = (outcome: Value | Loss) => {
        watchdog.stop();
        this.endListeners.delete(settle);
        resolve(outcome);
      };
      const watchdog = new Watchdog(silence, () => this.end({ lost: 'silent', detail: '' }));
      this.endListeners.add(settle);
      call(() => watchdog.feed()).then(settle, (error: unknown) =>
        this.end({ lost: 'crashed', detail: String(error) }),
      );
    });
  }

  end(loss: Loss): void {
    if (this.ended !== null) return;
    this.ended = loss;
    this.worker.terminate();
    for (const listener of [...this.endListeners]) listener(loss);
  }
}

export function isLoss(outcome: unknown): outcome is Loss {
  return outcome !== null && typeof outcome === 'object' && 'lost' in outcome;
}

function isDeviceLost(message: unknown): message is DeviceLost {
  return (
    message !== null &&
    typeof message === 'object' &&
    'kind' in message &&
    message.kind === 'device-lost'
  );
}

/** Barks after a time without food; a computer that slept meanwhile gets a second chance. */
class Watchdog {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private due = 0;

  constructor(
    private readonly patience: number,
    private readonly bark: () => void,
  ) {
    this.feed();
  }

  feed(): void {
    clearTimeout(this.timer);
    this.due = Date.now() + this.patience;
    this.timer = setTimeout(() => {
      const late = Date.now() - this.due;
      // Timers stand still while a computer sleeps, and so does the worker: it was not silent.
      if (late > 2_000) this.feed();
      else this.bark();
    }, this.patience);
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
