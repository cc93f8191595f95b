import type { ProjectState } from '../project/store.ts';
import {
  dataSignature,
  isSameModel,
  sameHead,
  type TrainedModel,
} from '../project/trained-model.ts';
import { canRefit, type Refittable, usesMirrorImages } from './refit-once.ts';
import type { ProjectSet } from './training-set.ts';

/** Samples that each class needs before the model trains by itself. */
export const ENOUGH_TO_FOLLOW = 3;

/**
 * Up to so many samples it is trained and judged from scratch each time, in about a tenth of a
 * second; beyond, only fitted anew from running sums, which takes as long however many there are.
 */
export const MOST_JUDGED = 150;

/** All that decides whether the model follows its samples now. */
export interface FollowFacts {
  /** Switched on, with the head that is quick enough. */
  on: boolean;
  /** The user trains, looks at the report, whose lists must not change under the hand, or is away. */
  busyElsewhere: boolean;
  /** The backbone in use; null while there is none. */
  backbone: { fingerprint: string; isWished: boolean } | null;
  /** null where there are not two classes. A function, since it takes a while with thousands of samples. */
  setNow: () => ProjectSet | null;
  model: TrainedModel | null;
  reading: 'all-read' | 'reading' | 'stopped';
  mirrorsLeft: number;
  /** What was seen to (`sightOf`), whatever came of it. */
  seen: readonly string[];
  /** A model made by following before the mirror images were there. */
  withoutMirrors: TrainedModel | null;
}

export type FollowDecision =
  | { kind: 'nothing' }
  /** Samples are being read; the end of that is heard. */
  | { kind: 'wait' }
  | { kind: 'train'; set: ProjectSet }
  | { kind: 'refit'; set: ProjectSet; model: Refittable };

/** What a model can be up to date with: samples, and the backbone that reads them. */
export function sightOf(fingerprint: string, signature: string): string {
  return `${fingerprint} ${signature}`;
}

export function decideToFollow(facts: FollowFacts): FollowDecision {
  const { on, busyElsewhere, backbone, setNow, model, reading, mirrorsLeft, seen } = facts;
  const nothing: FollowDecision = { kind: 'nothing' };
  const wait: FollowDecision = { kind: 'wait' };
  if (!on || busyElsewhere || backbone === null || reading === 'stopped') return nothing;
  if (reading === 'reading') return wait;
  const set = setNow();
  if (set === null || Math.min(...set.samplesPerClass) < ENOUGH_TO_FOLLOW) return nothing;
  // While the starter stands in, a model of the network that is on its way must stay.
  const isOfOther = model !== null && model.fingerprint !== backbone.fingerprint;
  if (isOfOther && !backbone.isWished) return nothing;

  const isUpToDate = model !== null && !isOfOther && model.signature === set.signature;
  if (isUpToDate) {
    const lacksMirrors = facts.withoutMirrors !== null && sameHead(model, facts.withoutMirrors);
    if (!lacksMirrors) return nothing;
    return mirrorsLeft > 0 ? wait : { kind: 'train', set };
  }
  if (seen.includes(sightOf(backbone.fingerprint, set.signature))) return nothing;
  if (set.rows.length <= MOST_JUDGED) return { kind: 'train', set };
  if (canRefit(model, set, backbone.fingerprint)) {
    const lacking = usesMirrorImages(model) && mirrorsLeft > 0;
    return lacking ? wait : { kind: 'refit', set, model };
  }
  return mirrorsLeft > 0 ? wait : { kind: 'train', set };
}

type ModelAndSamples = Pick<ProjectState, 'model' | 'classes' | 'samples'>;

/** Whether another model has taken one's place, and the samples are as they were. */
export function hasOtherModel(now: ModelAndSamples, before: ModelAndSamples): boolean {
  const { model, classes, samples } = now;
  if (model === null || before.model === null || model === before.model) return false;
  if (isSameModel(model, before.model)) return false;
  return dataSignature(classes, samples) === dataSignature(before.classes, before.samples);
}
