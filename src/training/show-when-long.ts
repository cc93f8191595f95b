import type { TrainingProgress } from '../evaluation/types.ts';
import { followStore } from './follow-state.ts';

/** Most trainings by themselves are over before anyone could press Cancel. */
const PATIENCE_MILLISECONDS = 1_000;

/** One training, from its beginning on. */
export interface WatchedTraining {
  onProgress: (progress: TrainingProgress) => void;
  /** Call it when it is over, however it ended. */
  end: () => void;
}

/** Shows how far a training by itself is, if it takes long. */
export function showWhenLong(cancel: () => void): WatchedTraining {
  let fraction = 0;
  const show = () => followStore.setState({ long: { fraction, cancel } });
  const timer = setTimeout(show, PATIENCE_MILLISECONDS);
  return {
    onProgress: (progress) => {
      const isFurther = asPercent(progress.fraction) !== asPercent(fraction);
      fraction = progress.fraction;
      if (isFurther && followStore.getState().long !== null) show();
    },
    end: () => {
      clearTimeout(timer);
      followStore.setState({ long: null });
    },
  };
}

/** As it is drawn. */
const asPercent = (fraction: number) => Math.round(100 * fraction);
