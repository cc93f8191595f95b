import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { EngineFault } from '../engine/protocol.ts';
import type { EpochFigures } from '../head/types.ts';

export type TrainingPhase = 'reading' | 'cross-validation' | 'fitting' | 'epoch';

export type TrainingState =
  | { kind: 'idle' }
  | { kind: 'running'; phase: TrainingPhase; fraction: number; cancel: () => void }
  | { kind: 'done'; milliseconds: number }
  | { kind: 'cancelled' }
  | { kind: 'failed'; fault: EngineFault | { kind: 'not-saved' } | { kind: 'too-few-classes' } };

export const trainingStore = createStore<{
  state: TrainingState;
  /** Of the iterative head's current or last run. */
  epochs: EpochFigures[];
}>(() => ({ state: { kind: 'idle' }, epochs: [] }));

export function useTraining() {
  return useStore(trainingStore);
}

/** What is said and drawn of the last training is not about a model that has come since. */
export function forgetTraining(): void {
  if (trainingStore.getState().state.kind === 'running') return;
  trainingStore.setState({ state: { kind: 'idle' }, epochs: [] });
}
