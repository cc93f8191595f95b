import { failed, ok, type Result } from '../result.ts';
import type { BackendName, EngineFault, EngineResult } from './protocol.ts';
import { EngineSession, isLoss, type Loss } from './session.ts';

/** One request to a worker; `heard` tells that it is still at work. */
export type Perform<Value> = (
  session: EngineSession,
  heard: () => void,
) => Promise<Result<Value, EngineFault>>;

/** A request is given up after so many workers were lost over it. */
const MOST_LOSSES = 4;
/** And after so many crashes: what comes again and again is not the backend's fault. */
const MOST_CRASHES = 3;

/**
 * Keeps a worker alive: starts it when first needed, replaces one that crashed or fell silent, and
 * repeats the request that it was lost over.
 */
export class EngineSupervisor {
  private session: EngineSession | null = null;
  private restoring: Promise<Result<null, EngineFault>> | null = null;
  /** Backends that fell silent. */
  private readonly broken = new Set<BackendName>();

  /** @param prepare Tells a new worker what it must know before it can go on. */
  constructor(
    private readonly spawn: () => Worker,
    private readonly prepare: (session: EngineSession) => Promise<Result<null, EngineFault> | Loss>,
  ) {}

  /** @param silence How long the worker may say nothing, in milliseconds. */
  async request<Value>(silence: number, perform: Perform<Value>): EngineResult<Value> {
    let crashes = 0;
    for (let losses = 0; losses < MOST_LOSSES; losses++) {
      const restored = await this.restored();
      if (!restored.ok) return restored;
      const session = this.session;
      if (session === null) continue;
      const outcome = await session.run(silence, (heard) => perform(session, heard));
      if (!isLoss(outcome)) return outcome;
      this.drop(session, outcome);
      if (outcome.lost === 'crashed') crashes += 1;
      if (crashes >= MOST_CRASHES) return failed({ kind: 'crashed', detail: outcome.detail });
    }
    return failed({ kind: 'silent' });
  }

  /** The backends that have not fallen silent; all, where every one has: it may be a false alarm. */
  sound(candidates: BackendName[]): BackendName[] {
    const sound = candidates.filter((backend) => !this.broken.has(backend));
    return sound.length > 0 ? sound : candidates;
  }

  private drop(session: EngineSession, { lost }: Loss): void {
    if (lost === 'silent' && session.backend !== null) this.broken.add(session.backend);
    if (this.session === session) this.session = null;
  }

  /** A live, prepared session; one restart serves all who wait for it. */
  private async restored(): Promise<Result<null, EngineFault>> {
    if (this.session?.alive && this.restoring === null) return ok(null);
    this.restoring ??= this.restore().finally(() => {
      this.restoring = null;
    });
    return this.restoring;
  }

  private async restore(): Promise<Result<null, EngineFault>> {
    for (let losses = 0; losses < MOST_LOSSES; losses++) {
      const session = new EngineSession(this.spawn());
      this.session = session;
      const outcome = await this.prepare(session);
      if (!isLoss(outcome)) return outcome;
      this.drop(session, outcome);
    }
    return failed({ kind: 'silent' });
  }
}
