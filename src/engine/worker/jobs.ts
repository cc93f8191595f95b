import type { JobId } from '../protocol.ts';

/** The jobs under way, each with its own way to be cancelled. */
export class Jobs {
  private readonly controllers = new Map<JobId, AbortController>();

  async run<Value>(job: JobId, work: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
    const controller = new AbortController();
    this.controllers.set(job, controller);
    try {
      return await work(controller.signal);
    } finally {
      this.controllers.delete(job);
    }
  }

  cancel(job: JobId): void {
    this.controllers.get(job)?.abort();
  }
}

/** Lets one piece of work at a time use the network: two may not load or dispose it under each other. */
export class Turnstile {
  private last: Promise<unknown> = Promise.resolve();

  pass<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = this.last.then(work, work);
    this.last = turn.catch(() => undefined);
    return turn;
  }
}
