import { useEffect, useMemo, useState } from 'react';
import { useProject } from '../../project/store.ts';
import { measurePictures, unmeasured } from './picture-faults.ts';

export type Measuring =
  | { kind: 'running'; fraction: number; cancel: () => void }
  | { kind: 'done' }
  | { kind: 'cancelled'; retry: () => void };

/** Looks at the pictures of the classes in use, in the background, for as long as the component is there. */
export function useMeasuring(): Measuring {
  const classes = useProject((state) => state.classes);
  const samples = useProject((state) => state.samples);
  const pictures = useMemo(
    () => classes.filter(({ enabled }) => enabled).flatMap(({ id }) => samples[id] ?? []),
    [classes, samples],
  );
  const [stopped, setStopped] = useState(false);
  const [fraction, setFraction] = useState(() => (unmeasured(pictures).length === 0 ? null : 0));
  useEffect(() => {
    if (stopped) return;
    if (unmeasured(pictures).length === 0) return setFraction(null);
    const controller = new AbortController();
    const { signal } = controller;
    const show = (now: number | null) => {
      if (!signal.aborted) setFraction(now);
    };
    void measurePictures(pictures, signal, show).then(() => show(null));
    return () => controller.abort();
  }, [pictures, stopped]);
  if (fraction === null) return { kind: 'done' };
  if (stopped) return { kind: 'cancelled', retry: () => setStopped(false) };
  return { kind: 'running', fraction, cancel: () => setStopped(true) };
}
