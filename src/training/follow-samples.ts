import type { EngineFault } from '../engine/protocol.ts';
import type { Head } from '../head/types.ts';
import { backboneStore } from '../project/backbone-state.ts';
import { type EmbeddingState, embeddingStore } from '../project/embedding-queue.ts';
import { replaceModel } from '../project/model.ts';
import { newerRun } from '../project/newer-run.ts';
import { type ProjectState, projectStore } from '../project/store.ts';
import { dataSignature, type TrainedModel } from '../project/trained-model.ts';
import type { Result } from '../result.ts';
import {
  decideToFollow,
  type FollowDecision,
  type FollowFacts,
  hasOtherModel,
  sightOf,
} from './follow-decision.ts';
import { factsNow, fingerprintInUse, isFollowing, isTraining } from './follow-facts.ts';
import { type FollowState, followStore } from './follow-state.ts';
import { refitOnce } from './refit-once.ts';
import { reportStore } from './report-state.ts';
import { Rest } from './rest.ts';
import { showWhenLong } from './show-when-long.ts';
import { trainOnce } from './train-once.ts';
import { forgetTraining, trainingStore } from './training-state.ts';
import { WarmUp } from './warm-up.ts';

/** Milliseconds without a change before the model follows, and at most while they keep coming. */
const QUIET = 120;
const LONGEST_WAIT = 600;

type Work = Extract<FollowDecision, { kind: 'train' | 'refit' }>;

/** Hears of whatever may make the model out of date, and lets it follow. */
class Follower {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private since: number | null = null;
  private busy = false;
  private controller = new AbortController();
  private seen: readonly string[] = [];
  /** How far the reading was when embeddings were missing: any change of it is worth another try. */
  private missingAt: EmbeddingState | null = null;
  private withoutMirrors: TrainedModel | null = null;
  private made: Head | null = null;
  private readonly rest = new Rest(document);
  private readonly warmUp = new WarmUp(this.rest);

  async start(): Promise<void> {
    await this.leaveOlderRun();
    projectStore.subscribe((now, before) => this.hear(now, before));
    embeddingStore.subscribe((now, before) => {
      const isNew = now.activity !== before.activity || now.mirrorsLeft !== before.mirrorsLeft;
      if (isNew || (now.done === now.total) !== (before.done === before.total)) this.look();
    });
    trainingStore.subscribe(({ state }) => {
      // The user's own training comes first.
      if (state.kind === 'running') {
        this.controller.abort();
        this.warmUp.stop();
      }
      this.look();
    });
    reportStore.subscribe(({ open }) => {
      if (open) this.controller.abort();
      this.look();
    });
    backboneStore.subscribe(() => this.look());
    document.addEventListener('visibilitychange', () => this.look());
    this.look();
  }

  /** Who has taken an older run into use wants that one, and not a new one at the next visit. */
  private async leaveOlderRun(): Promise<void> {
    const { model, classes, samples } = projectStore.getState();
    if (model === null || model.signature === dataSignature(classes, samples)) return;
    if ((await newerRun(model, classes)) !== null) this.leave();
  }

  /** The model stays as it is until the samples change, also once its own network is back in use. */
  private leave(): void {
    const { model, classes, samples } = projectStore.getState();
    const signature = dataSignature(classes, samples);
    const fingerprints = [fingerprintInUse(), model?.fingerprint ?? ''];
    this.seen = fingerprints.map((fingerprint) => sightOf(fingerprint, signature));
    this.missingAt = null;
  }

  private hear(now: ProjectState, before: ProjectState): void {
    const isChanged = now.samples !== before.samples || now.classes !== before.classes;
    const isSwitchedOn = isFollowing(now) && !isFollowing(before);
    if (isSwitchedOn) this.seen = [];
    if (isFollowing(before) && !isFollowing(now)) this.controller.abort();
    // Samples may have come during the user's training, and its model is to follow them.
    const byOther = now.model?.head !== this.made && !isTraining();
    if (byOther && hasOtherModel(now, before)) this.leave();
    if (isChanged || isSwitchedOn) this.expect();
  }

  /** The samples have changed: something is about to happen, or so it seems. */
  private expect(): void {
    if (isFollowing(projectStore.getState()) && !isTraining()) show('due');
    this.look();
  }

  /** Looks after a quiet moment whether there is something to do. */
  private look(): void {
    const now = performance.now();
    this.since ??= now;
    this.comeBack(Math.max(0, Math.min(QUIET, this.since + LONGEST_WAIT - now)));
  }

  private async follow(): Promise<void> {
    if (this.busy) return;
    this.since = null;
    const facts = this.facts();
    const decision = decideToFollow(facts);
    const failed = followStore.getState().state === 'failed';
    if (decision.kind === 'wait') {
      if (failed) show('due');
      return;
    }
    if (decision.kind === 'nothing') {
      if (!failed || facts.setNow()?.signature === facts.model?.signature) show('idle');
      const missing = this.warmUp.begin(facts);
      if (missing > 0) this.comeBack(missing);
      return;
    }
    const missing = decision.kind === 'train' ? this.rest.missing(decision.set) : 0;
    if (missing > 0) {
      show('resting');
      return this.comeBack(missing);
    }
    this.busy = true;
    show('training');
    const outcome = await this.make(decision).catch(() => 'failed' as const);
    this.busy = false;
    // What came in meanwhile follows in a moment.
    show(decideToFollow(this.facts()).kind === 'nothing' ? outcome : 'due');
    this.look();
  }

  private comeBack(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.follow(), milliseconds);
  }

  private facts(): FollowFacts {
    const goesOn = this.missingAt !== null && this.missingAt !== embeddingStore.getState();
    return { ...factsNow(), seen: goesOn ? [] : this.seen, withoutMirrors: this.withoutMirrors };
  }

  private async make(work: Work): Promise<FollowState> {
    this.controller = new AbortController();
    const { signal } = this.controller;
    const { model: before } = projectStore.getState();
    const { withoutMirrors } = this;
    const fingerprint = fingerprintInUse();
    const reading = embeddingStore.getState();
    const seen = [sightOf(fingerprint, work.set.signature)];
    this.seen = seen;
    this.missingAt = null;
    this.withoutMirrors = null;
    const made = await this.modelOf(work, signal);
    if (signal.aborted || fingerprintInUse() !== fingerprint) {
      // Another time, then, unless the user wants the model as it is.
      if (this.seen === seen) {
        this.seen = [];
        this.withoutMirrors = withoutMirrors;
      }
      return 'idle';
    }
    if (!made.ok) {
      if (made.fault.kind === 'missing-embeddings') this.missingAt = reading;
      return 'failed';
    }
    const now = new Set(projectStore.getState().classes.map(({ id }) => id));
    if (!made.value.classIds.some((id) => now.has(id))) return 'idle';
    this.made = made.value.head;
    const replaced = await replaceModel(before, made.value);
    if (replaced === 'not-saved') return 'failed';
    if (replaced === 'overtaken' && this.seen === seen) this.seen = [];
    if (replaced === 'saved') {
      this.withoutMirrors = work.kind === 'train' && reading.mirrorsLeft > 0 ? made.value : null;
      forgetTraining();
    }
    return 'idle';
  }

  private async modelOf(
    work: Work,
    signal: AbortSignal,
  ): Promise<Result<TrainedModel, EngineFault>> {
    if (work.kind === 'refit') return refitOnce(work.model, work.set, signal);
    const { onProgress, end } = showWhenLong(() => {
      this.leave();
      this.controller.abort();
    });
    try {
      return await trainOnce(work.set, signal, onProgress);
    } finally {
      end();
    }
  }
}

function show(state: FollowState): void {
  if (followStore.getState().state !== state) followStore.setState({ state });
}

/** From now on the model follows the samples by itself, where the user has not switched that off. */
export function followSamples(): void {
  void new Follower().start();
}
