import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { PictureFault } from '../picture/types.ts';
import type { StorageFault } from '../project/saving.ts';
import type { ClassId } from '../project/types.ts';

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
