import { useEffect } from 'react';
import { useStore } from 'zustand';
import type { Webcam } from './webcam.ts';
import type { WebcamSnapshot } from './webcam-types.ts';

/** Holds the shared stream while the component is shown. */
export function useWebcam(webcam: Webcam): WebcamSnapshot {
  useEffect(() => webcam.acquire(), [webcam]);
  return useStore(webcam.store);
}
