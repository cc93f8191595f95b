import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { ClassId } from '../project/types.ts';

/** Which class has the camera open; one at a time, so it is never in doubt where a picture goes. */
const store = createStore<{ classId: ClassId | null }>(() => ({ classId: null }));

export function openWebcamFor(classId: ClassId | null): void {
  store.setState({ classId });
}

export function useOpenWebcam(): ClassId | null {
  return useStore(store, (state) => state.classId);
}
