import { backboneStore } from '../project/backbone-state.ts';
import { embeddingStore } from '../project/embedding-queue.ts';
import { replaceModel } from '../project/model.ts';
import { newerRun } from '../project/newer-run.ts';
import { type ProjectState, projectStore } from '../project/store.ts';
import type { TrainedModel } from '../project/trained-model.ts';
import {
  decideToFollow,
  type FollowDecision,
  type FollowFacts,
  sightOf,
} from './follow-decision.ts';
import { type FollowState, followStore } from './follow-state.ts';
import { refitOnce } from './refit-once.ts';
import { reportStore } from './report-state.ts';
import { trainOnce } from './train-once.ts';
import { projectSet } from './training-set.ts';
import { trainingStore } from './training-state.ts';

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
  private seen: string | null = null;
  private withoutMirrors: TrainedModel | null = null;

  async start(): Promise<void> {
    await this.leaveOlderRun();
    projectStore.subscribe((now, before) => {
      const changed = now.samples !== before.samples || now.classes !== before.classes;
      const switchedOn = isOn(now) && !isOn(before);
      if (switchedOn) this.seen = null;
      if (changed || switchedOn) this.expect();
    });
    embeddingStore.subscribe((now, before) => {
      const isNew = now.activity !== before.activity || now.mirrorsLeft !== before.mirrorsLeft;
      if (isNew || (now.done === now.total) !== (before.done === before.total)) this.look();
    });
    trainingStore.subscribe(({ state }) => {
      // The user's own training comes first.
      if (state.kind === 'running') this.controller.abort();
      this.look();
    });
    reportStore.subscribe(() => this.look());
    backboneStore.subscribe(() => this.look());
    document.addEventListener('visibilitychange', () => this.look());
    this.look();
  }

  /** Who has taken an older run into use wants that one, and not a new one at the next visit. */
  private async leaveOlderRun(): Promise<void> {
    const { model, classes } = projectStore.getState();
    const set = projectSet();
    if (model === null || set === null || model.signature === set.signature) return;
    const newer = await newerRun(model, classes);
    if (newer !== null) this.seen = sightOf(model.fingerprint, set.signature);
  }

  /** The samples have changed: something is about to happen, or so it seems. */
  private expect(): void {
    if (isOn(projectStore.getState()) && trainingStore.getState().state.kind !== 'running') {
      show('due');
    }
    this.look();
  }

  /** Looks after a quiet moment whether there is something to do. */
  private look(): void {
    const now = performance.now();
    this.since ??= now;
    clearTimeout(this.timer);
    const wait = Math.max(0, Math.min(QUIET, this.since + LONGEST_WAIT - now));
    this.timer = setTimeout(() => void this.follow(), wait);
  }

  private async follow(): Promise<void> {
    if (this.busy) return;
    this.since = null;
    const facts = this.facts();
    const decision = decideToFollow(facts);
    if (decision.kind === 'wait') return;
    if (decision.kind === 'nothing') {
      const failed = followStore.getState().state === 'failed';
      if (!failed || facts.setNow()?.signature === facts.model?.signature) show('idle');
      return;
    }
    this.busy = true;
    show('training');
    const outcome = await this.make(decision).catch(() => 'failed' as const);
    this.busy = false;
    show(outcome);
    this.look();
  }

  private facts(): FollowFacts {
    const state = projectStore.getState();
    const { inUse } = backboneStore.getState();
    const { activity, done, total, mirrorsLeft } = embeddingStore.getState();
    const stopped = activity === 'failed' || activity === 'paused';
    return {
      on: isOn(state),
      busyElsewhere: isBusyElsewhere(),
      backbone: inUse && {
        fingerprint: inUse.backbone.fingerprint,
        isWished: inUse.backbone.id === state.settings.baseNetwork,
      },
      setNow: projectSet,
      model: state.model,
      reading: stopped
        ? 'stopped'
        : done < total || activity === 'waiting'
          ? 'reading'
          : 'all-read',
      mirrorsLeft,
      seen: this.seen,
      withoutMirrors: this.withoutMirrors,
    };
  }

  private async make(work: Work): Promise<FollowState> {
    this.controller = new AbortController();
    const { signal } = this.controller;
    const { model: before } = projectStore.getState();
    const fingerprint = inUseNow();
    const { mirrorsLeft } = embeddingStore.getState();
    this.seen = sightOf(fingerprint, work.set.signature);
    const made =
      work.kind === 'refit'
        ? await refitOnce(work.model, work.set, signal)
        : await trainOnce(work.set, signal, () => undefined);
    // Whatever came in between is looked at anew.
    const inVain = signal.aborted || isBusyElsewhere() || inUseNow() !== fingerprint;
    if (inVain || !isOn(projectStore.getState())) {
      this.seen = null;
      return 'idle';
    }
    if (!made.ok) return 'failed';
    const now = new Set(projectStore.getState().classes.map(({ id }) => id));
    if (!made.value.classIds.some((id) => now.has(id))) return 'idle';
    const replaced = await replaceModel(before, made.value);
    if (replaced === 'not-saved') return 'failed';
    if (replaced === 'saved') {
      this.withoutMirrors = work.kind === 'train' && mirrorsLeft > 0 ? made.value : null;
      // The curve of an earlier head would stand beside this one.
      trainingStore.setState({ epochs: [] });
    }
    return 'idle';
  }
}

const inUseNow = () => backboneStore.getState().inUse?.backbone.fingerprint ?? '';

function isBusyElsewhere(): boolean {
  const training = trainingStore.getState().state.kind === 'running';
  return training || document.hidden || reportStore.getState().open;
}

function isOn({ settings }: ProjectState): boolean {
  return settings.trainAutomatically && settings.headKind === 'linear';
}

function show(state: FollowState): void {
  if (followStore.getState().state !== state) followStore.setState({ state });
}

/** From now on the model follows the samples by itself, where the user has not switched that off. */
export function followSamples(): void {
  void new Follower().start();
}
