import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { PictureFault } from '../picture/types.ts';
import type { StorageFault } from '../project/saving.ts';
import type { ClassId } from '../project/types.ts';

/** Progress is told so often at most: each telling draws. */
const TELL_MILLISECONDS = 100;

/** One file that did not become a sample, and why. */
export interface RefusedFile {
  name: string;
  fault: PictureFault | { kind: 'not-saved'; storage: StorageFault };
}

/** Files on their way into one class. */
export interface Intake {
  done: number;
  total: number;
  cancel: () => void;
}

export const intakeStore = createStore<{ intakes: Record<ClassId, Intake> }>(() => ({
  intakes: {},
}));

export function useIntake(id: ClassId): Intake | undefined {
  return useStore(intakeStore, (state) => state.intakes[id]);
}

/** Counts files into a class, together with those that are on their way already. */
export function countIntake(
  id: ClassId,
  files: number,
  cancel: () => void,
): { one: () => void; end: () => void } {
  let untold = 0;
  let told = performance.now();
  const tell = () => {
    const done = untold;
    untold = 0;
    told = performance.now();
    change(id, (now) => now && { ...now, done: now.done + done });
  };
  change(id, (now) => ({
    done: now?.done ?? 0,
    total: (now?.total ?? 0) + files,
    cancel: () => {
      now?.cancel();
      cancel();
    },
  }));
  return {
    one() {
      untold += 1;
      if (performance.now() - told >= TELL_MILLISECONDS) tell();
    },
    // Finished files go out of the count; the last ones take the progress away.
    end() {
      tell();
      change(id, (now) => {
        if (now === undefined || now.total <= files) return undefined;
        return { ...now, done: Math.max(0, now.done - files), total: now.total - files };
      });
    },
  };
}

function change(id: ClassId, next: (now: Intake | undefined) => Intake | undefined): void {
  intakeStore.setState(({ intakes: { [id]: now, ...others } }) => {
    const intake = next(now);
    return { intakes: intake === undefined ? others : { ...others, [id]: intake } };
  });
}
