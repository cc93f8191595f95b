import { type FollowFacts, MOST_JUDGED } from './follow-decision.ts';
import { canRefit, refitOnce, usesMirrorImages } from './refit-once.ts';

/**
 * Lets the engine take in all samples of a model that is up to date, so that the first change is
 * followed as quickly as those after it: with thousands of samples that takes seconds, once. What is
 * answered is of no interest.
 */
export class WarmUp {
  private warm: string | null = null;
  private controller = new AbortController();

  /** Begins, where it has not been done and nothing else is to do. */
  begin(facts: Omit<FollowFacts, 'seen' | 'withoutMirrors'>): void {
    const { on, busyElsewhere, backbone, setNow, model, reading, mirrorsLeft } = facts;
    if (!on || busyElsewhere || backbone === null || model === null) return;
    if (reading !== 'all-read' || mirrorsLeft > 0) return;
    const key = `${backbone.fingerprint} ${usesMirrorImages(model)}`;
    if (this.warm === key) return;
    const set = setNow();
    if (set === null || set.rows.length <= MOST_JUDGED) return;
    if (model.signature !== set.signature || !canRefit(model, set, backbone.fingerprint)) return;
    this.warm = key;
    this.controller = new AbortController();
    void refitOnce(model, set, this.controller.signal).then(({ ok }) => {
      if (!ok && this.warm === key) this.warm = null;
    });
  }

  /** The engine has better things to do; what was taken in stays. */
  stop(): void {
    this.controller.abort();
  }
}
