import { backboneStore } from '../project/backbone-state.ts';
import { embeddingStore } from '../project/embedding-queue.ts';
import { type ProjectState, projectStore } from '../project/store.ts';
import type { FollowFacts } from './follow-decision.ts';
import { reportStore } from './report-state.ts';
import { projectSet } from './training-set.ts';
import { trainingStore } from './training-state.ts';

/** All that decides whether the model follows its samples, but for what was done about it before. */
export function factsNow(): Omit<FollowFacts, 'seen' | 'withoutMirrors'> {
  const state = projectStore.getState();
  const { inUse } = backboneStore.getState();
  const { activity, done, total, mirrorsLeft } = embeddingStore.getState();
  const stopped = activity === 'failed' || activity === 'paused';
  return {
    on: isFollowing(state),
    busyElsewhere: isTraining() || document.hidden || reportStore.getState().open,
    backbone: inUse && {
      fingerprint: inUse.backbone.fingerprint,
      isWished: inUse.backbone.id === state.settings.baseNetwork,
    },
    setNow: projectSet,
    model: state.model,
    reading: stopped ? 'stopped' : done < total || activity === 'waiting' ? 'reading' : 'all-read',
    mirrorsLeft,
  };
}

/** Whether the model is to follow its samples: switched on, with the head that is quick enough. */
export function isFollowing({ settings }: ProjectState): boolean {
  return settings.trainAutomatically && settings.headKind === 'linear';
}

/** Whether the user's own training is under way. */
export function isTraining(): boolean {
  return trainingStore.getState().state.kind === 'running';
}

/** Of the backbone in use; '' while there is none. */
export function fingerprintInUse(): string {
  return backboneStore.getState().inUse?.backbone.fingerprint ?? '';
}
