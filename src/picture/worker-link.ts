import { type Remote, wrap } from 'comlink';
import { failed, ok, type Result } from '../result.ts';

/** What the link needs of a `Worker`. */
export type SpawnedWorker = Pick<
  Worker,
  'postMessage' | 'addEventListener' | 'removeEventListener' | 'terminate'
>;

export type LinkFault = { kind: 'decoder-failed' } | { kind: 'cancelled' };

interface LinkOptions {
  /** Requests in the worker at one time: bounds the memory that decoded pictures take. */
  atOnce: number;
  /** No answer for so long means that the worker is lost, in milliseconds. */
  silence: number;
}

interface CallOptions {
  signal?: AbortSignal | undefined;
  urgent?: boolean;
  attempts?: number;
}

type Request<Api, Value> = (remote: Remote<Api>) => Promise<Value>;
type Outcome = 'answered' | 'lost';

interface Job<Api> {
  /** Asks the worker; 'lost' once the worker is given up. */
  attempt: (live: Live<Api>) => Promise<Outcome>;
  giveUp: () => void;
  attemptsLeft: number;
}

interface Live<Api> {
  worker: SpawnedWorker;
  remote: Remote<Api>;
  /** Told once, when the worker is given up. Not a promise: what waits for one is held until it settles. */
  onLost: Set<() => void>;
  lose: () => void;
}

/**
 * A queue before one worker, spawned at the first request. A worker that crashes or falls silent
 * is replaced, and each request that it held is repeated once, alone, so that a picture that kills
 * the worker takes no other one with it; where it has no attempt left, it is given up.
 */
export class WorkerLink<Api> {
  readonly #spawn: () => SpawnedWorker;
  readonly #options: LinkOptions;
  #live: Live<Api> | undefined;
  #waiting: Job<Api>[] = [];
  #repeats: Job<Api>[] = [];
  #running = 0;
  /** The request that was started last is a repeat, which runs alone. */
  #repeating = false;

  constructor(spawn: () => SpawnedWorker, options: LinkOptions) {
    this.#spawn = spawn;
    this.#options = options;
  }

  /** `urgent` goes before all that wait; after `attempts` with a lost worker it is given up. */
  call<Value>(
    request: Request<Api, Value>,
    { signal, urgent = false, attempts = 2 }: CallOptions = {},
  ): Promise<Result<Value, LinkFault>> {
    return new Promise((resolve) => {
      if (signal?.aborted) {
        resolve(failed({ kind: 'cancelled' }));
        return;
      }
      const job: Job<Api> = {
        attemptsLeft: attempts,
        attempt: ({ remote, onLost }) =>
          new Promise((settle, reject) => {
            const lost = () => settle('lost');
            onLost.add(lost);
            request(remote)
              .then((value) => {
                finish(ok(value));
                settle('answered');
              }, reject)
              .finally(() => onLost.delete(lost));
          }),
        giveUp: () => finish(failed({ kind: 'decoder-failed' })),
      };
      const abort = () => {
        this.#waiting = this.#waiting.filter((other) => other !== job);
        this.#repeats = this.#repeats.filter((other) => other !== job);
        finish(failed({ kind: 'cancelled' }));
      };
      const finish = (result: Result<Value, LinkFault>) => {
        signal?.removeEventListener('abort', abort);
        resolve(result);
      };
      signal?.addEventListener('abort', abort);
      if (urgent) this.#waiting.unshift(job);
      else this.#waiting.push(job);
      this.#pump();
    });
  }

  /** Starts the worker before the first request needs it. */
  start(): void {
    this.#live ??= this.#start();
  }

  /** Ends the worker, as if it had been lost. */
  close(): void {
    this.#live?.lose();
  }

  #pump(): void {
    while (this.#hasRoom()) {
      const repeat = this.#repeats.shift();
      const job = repeat ?? this.#waiting.shift();
      if (job === undefined) return;
      this.#repeating = repeat !== undefined;
      this.#running += 1;
      void this.#run(job).then(() => {
        this.#running -= 1;
        this.#pump();
      });
    }
  }

  #hasRoom(): boolean {
    const aloneOnly = this.#repeating || this.#repeats.length > 0;
    return this.#running < (aloneOnly ? 1 : this.#options.atOnce);
  }

  async #run(job: Job<Api>): Promise<void> {
    job.attemptsLeft -= 1;
    this.#live ??= this.#start();
    const live = this.#live;
    const watchdog = setTimeout(live.lose, this.#options.silence);
    // A request that the worker answers with an exception is as good as lost, but the worker lives.
    const outcome = await job.attempt(live).catch(() => 'lost' as const);
    clearTimeout(watchdog);
    if (outcome === 'answered') return;
    if (job.attemptsLeft > 0) this.#repeats.push(job);
    else job.giveUp();
  }

  #start(): Live<Api> {
    const worker = this.#spawn();
    const onLost = new Set<() => void>();
    const lose = () => {
      worker.terminate();
      if (this.#live?.worker === worker) this.#live = undefined;
      for (const tell of [...onLost]) tell();
    };
    // 'error' tells of a script that did not load and of whatever the worker did not catch.
    worker.addEventListener('error', lose);
    worker.addEventListener('messageerror', lose);
    return { worker, remote: wrap<Api>(worker), onLost, lose };
  }
}
