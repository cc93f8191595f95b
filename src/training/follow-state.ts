import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/**
 * Whether the model is about to follow the samples by itself. 'due': they have changed a moment
 * ago, and what follows from that is not decided yet. 'resting': it takes long, and begins once
 * hands are off the page.
 */
export type FollowState = 'idle' | 'due' | 'resting' | 'training' | 'failed';

/** A training by itself that takes so long that it is shown. */
export interface LongTraining {
  /** 0 to 1 */
  fraction: number;
  cancel: () => void;
}

export const followStore = createStore<{ state: FollowState; long: LongTraining | null }>(() => ({
  state: 'idle',
  long: null,
}));

/** True while a model that is out of date will not be for long. */
export function useCatchingUp(): boolean {
  return useStore(followStore, ({ state }) => state === 'due' || state === 'training');
}

export function useFollow(): FollowState {
  return useStore(followStore, ({ state }) => state);
}

export function useLongTraining(): LongTraining | null {
  return useStore(followStore, ({ long }) => long);
}
