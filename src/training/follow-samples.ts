import { backboneStore } from '../project/backbone-state.ts';
import { type EmbeddingState, embeddingStore } from '../project/embedding-queue.ts';
import { saveModel } from '../project/model.ts';
import { type ProjectState, projectStore } from '../project/store.ts';
import type { TrainedModel } from '../project/trained-model.ts';
import type { Result } from '../result.ts';
import { type FollowState, followStore } from './follow-state.ts';
import { canRefit, refitOnce } from './refit-once.ts';
import { reportStore } from './report-state.ts';
import { trainOnce } from './train-once.ts';
import { type ProjectSet, projectSet } from './training-set.ts';
import { trainingStore } from './training-state.ts';

/** Samples that each class needs before the model trains by itself. */
export const ENOUGH_TO_FOLLOW = 3;

/** Milliseconds without a change before it follows, and at most while they keep coming. */
const QUIET = 120;
const LONGEST_WAIT = 600;

/**
 * Up to so many samples it is trained and judged from scratch each time, in about a tenth of a
 * second; beyond, only fitted anew from running sums, which takes as long however many there are.
 */
const MOST_JUDGED = 150;

/** One place that reacts to whatever may make the model out of date. */
class Follower {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private since: number | null = null;
  private busy = false;
  private controller = new AbortController();
  /** The samples that were last seen to; a failure is not tried again with the same ones. */
  private seen: string | null = null;
  /** The last training had no mirror images to try, for they were not there yet. */
  private withoutMirrors = false;

  start(): void {
    // What was on disk at the start is left alone: an older run may be in use on purpose.
    const { model } = projectStore.getState();
    if (model !== null) this.seen = projectSet()?.signature ?? '';
    projectStore.subscribe((now, before) => {
      if (switchedOn(now, before)) this.seen = null;
      if (dataChanged(now, before)) this.changed();
    });
    embeddingStore.subscribe((now, before) => {
      if (now.activity !== before.activity || allRead(now) !== allRead(before)) this.look(QUIET);
    });
    trainingStore.subscribe(({ state }) => {
      // The user's own training comes first.
      if (state.kind === 'running') this.controller.abort();
      this.look(QUIET);
    });
    reportStore.subscribe(() => this.look(QUIET));
    backboneStore.subscribe(() => this.look(QUIET));
    document.addEventListener('visibilitychange', () => this.look(QUIET));
    this.look(QUIET);
  }

  private changed(): void {
    if (isOn() && trainingStore.getState().state.kind !== 'running') show('due');
    this.look(QUIET);
  }

  /** Looks after a quiet moment whether there is something to do. */
  private look(quiet: number): void {
    const now = performance.now();
    this.since ??= now;
    clearTimeout(this.timer);
    const wait = Math.max(0, Math.min(quiet, this.since + LONGEST_WAIT - now));
    this.timer = setTimeout(() => void this.follow(), wait);
  }

  private async follow(): Promise<void> {
    if (this.busy) return;
    this.since = null;
    const set = this.due();
    if (set === 'later') return;
    if (set === null) {
      if (followStore.getState().state !== 'failed') show('idle');
      return;
    }
    this.busy = true;
    show('training');
    const outcome = await this.train(set).catch(() => 'failed' as const);
    this.busy = false;
    show(outcome === 'failed' ? 'failed' : 'idle');
    this.look(0);
  }

  /** What to train on; null where the model is as it should be, or cannot be. */
  private due(): ProjectSet | 'later' | null {
    const { model } = projectStore.getState();
    const { inUse } = backboneStore.getState();
    const { activity, mirrorsLeft, done, total } = embeddingStore.getState();
    const elsewhere = document.hidden || reportStore.getState().open;
    if (!isOn() || elsewhere || trainingStore.getState().state.kind === 'running') return null;
    if (inUse === null || activity === 'failed' || activity === 'paused') return null;
    const set = projectSet();
    if (set === null || Math.min(...set.samplesPerClass) < ENOUGH_TO_FOLLOW) return null;
    const isOfThese =
      model?.signature === set.signature && model.fingerprint === inUse.backbone.fingerprint;
    if (isOfThese && !(this.withoutMirrors && mirrorsLeft === 0)) {
      this.seen = set.signature;
      this.withoutMirrors = false;
      return null;
    }
    if (!isOfThese && this.seen === set.signature) return null;
    if (done < total || activity === 'waiting') return 'later';
    const needsMirrors = !judgesEachTime(set) && mirrorsLeft > 0;
    return needsMirrors ? 'later' : set;
  }

  private async train(set: ProjectSet): Promise<'done' | 'failed'> {
    this.controller = new AbortController();
    const { signal } = this.controller;
    const { model } = projectStore.getState();
    const fingerprint = backboneStore.getState().inUse?.backbone.fingerprint ?? '';
    this.seen = set.signature;
    this.withoutMirrors = embeddingStore.getState().mirrorsLeft > 0;
    const trained: Result<TrainedModel, unknown> =
      !judgesEachTime(set) && canRefit(model, set, fingerprint)
        ? await refitOnce(model, set, signal)
        : await trainOnce(set, signal, () => undefined);
    if (!trained.ok) return signal.aborted ? 'done' : 'failed';
    // Somebody pressed "Train model", or put another model in its place.
    const overtaken =
      projectStore.getState().model !== model || trainingStore.getState().state.kind === 'running';
    if (overtaken || !isOn()) return 'done';
    const now = new Set(projectStore.getState().classes.map(({ id }) => id));
    if (!trained.value.classIds.some((id) => now.has(id))) return 'done';
    return (await saveModel(trained.value)) ? 'done' : 'failed';
  }
}

const judgesEachTime = ({ rows }: ProjectSet) => rows.length <= MOST_JUDGED;

function isOn(): boolean {
  const { trainAutomatically, headKind } = projectStore.getState().settings;
  return trainAutomatically && headKind === 'linear';
}

const allRead = ({ done, total }: EmbeddingState) => done === total;

const switchedOn = (now: ProjectState, before: ProjectState) =>
  now.settings.trainAutomatically && !before.settings.trainAutomatically;

function dataChanged(now: ProjectState, before: ProjectState): boolean {
  return (
    now.samples !== before.samples ||
    now.classes !== before.classes ||
    now.settings.trainAutomatically !== before.settings.trainAutomatically
  );
}

function show(state: FollowState): void {
  followStore.setState({ state });
}

/** From now on the model follows the samples by itself, where the user has not switched that off. */
export function followSamples(): void {
  new Follower().start();
}
