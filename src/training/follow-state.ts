import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';

/**
 * Whether the model is about to follow the samples by itself. 'due': they have changed a moment
 * ago, and what follows from that is not decided yet.
 */
export type FollowState = 'idle' | 'due' | 'training' | 'failed';

export const followStore = createStore<{ state: FollowState }>(() => ({ state: 'idle' }));

/** True while a model that is out of date will not be for long. */
export function useCatchingUp(): boolean {
  return useStore(followStore, ({ state }) => state === 'due' || state === 'training');
}

export function useFollow(): FollowState {
  return useStore(followStore, ({ state }) => state);
}
