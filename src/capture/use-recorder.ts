import { useEffect, useRef, useState } from 'react';
import { Recorder, type RecorderState, type RecordSettings } from './recorder.ts';

interface Needs {
  take: (burstId: string) => Promise<void>;
  pending: () => number;
  settings: RecordSettings;
  /** Whether there is a picture to take; a run ends when there is none. */
  ready: boolean;
}

/** A recorder that lives as long as the component, and stops when nothing can be seen of it. */
export function useRecorder(needs: Needs): { recorder: Recorder; state: RecorderState } {
  const latest = useRef(needs);
  latest.current = needs;
  const [state, setState] = useState<RecorderState>({ kind: 'idle' });
  const [recorder] = useState(
    () =>
      new Recorder({
        take: (burstId) => latest.current.take(burstId),
        pending: () => latest.current.pending(),
        settings: () => latest.current.settings,
        onState: setState,
      }),
  );
  const { ready } = needs;
  useEffect(() => {
    if (!ready) recorder.stop();
  }, [ready, recorder]);
  useEffect(() => {
    // A hidden page gets no new frames: the last one would be recorded again and again.
    const stopIfHidden = () => {
      if (document.visibilityState === 'hidden') recorder.stop();
    };
    document.addEventListener('visibilitychange', stopIfHidden);
    return () => {
      document.removeEventListener('visibilitychange', stopIfHidden);
      recorder.stop();
    };
  }, [recorder]);
  return { recorder, state };
}
