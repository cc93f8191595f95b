import { type FollowFacts, MOST_JUDGED } from './follow-decision.ts';
import { canRefit, refitOnce, usesMirrorImages } from './refit-once.ts';
import type { Rest } from './rest.ts';

/**
 * Lets the engine take in all samples of a model that is up to date, so that the first change is
 * followed as quickly as those after it: with thousands of samples that takes seconds, once. What is
 * answered is of no interest.
 */
export class WarmUp {
  private warm: string | null = null;
  private controller = new AbortController();

  constructor(private readonly rest: Pick<Rest, 'missing'>) {}

  /**
   * Begins, where it has not been done and nothing else is to do.
   * @returns milliseconds after which to ask again, because the page is in use; else 0.
   */
  begin(facts: Omit<FollowFacts, 'seen' | 'withoutMirrors'>): number {
    const { on, busyElsewhere, backbone, setNow, model, reading, mirrorsLeft } = facts;
    if (!on || busyElsewhere || backbone === null || model === null) return 0;
    if (reading !== 'all-read' || mirrorsLeft > 0) return 0;
    const key = `${backbone.fingerprint} ${usesMirrorImages(model)}`;
    if (this.warm === key) return 0;
    const set = setNow();
    if (set === null || set.rows.length <= MOST_JUDGED) return 0;
    if (model.signature !== set.signature || !canRefit(model, set, backbone.fingerprint)) return 0;
    const missing = this.rest.missing(set);
    if (missing > 0) return missing;
    this.warm = key;
    this.controller = new AbortController();
    void refitOnce(model, set, this.controller.signal).then(({ ok }) => {
      if (!ok && this.warm === key) this.warm = null;
    });
    return 0;
  }

  /** The engine has better things to do; what was taken in stays. */
  stop(): void {
    this.controller.abort();
  }
}
