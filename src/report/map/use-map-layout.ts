import { useEffect, useRef, useState } from 'react';
import { engine } from '../../engine/engine.ts';
import type { EngineFault } from '../../engine/protocol.ts';
import type { MapMethod } from '../../evaluation/map-layout.ts';
import type { SampleId } from '../../project/types.ts';
import type { Place } from './map-view.ts';

type Places = ReadonlyMap<SampleId, Place>;

export type LayoutState =
  | { kind: 'waiting' }
  | { kind: 'running'; fraction: number }
  | { kind: 'done' }
  | { kind: 'cancelled' }
  | { kind: 'failed'; fault: EngineFault };

interface MapLayout {
  /** Where the samples stand; of those asked for some may still be missing. Null before the first. */
  places: Places | null;
  state: LayoutState;
  cancel: () => void;
  retry: () => void;
}

/**
 * Places for the samples, by one method at a time; asks the engine when one of them has none yet.
 * Maps of other methods are kept, so that going back to one is at once.
 * @param space fingerprint of the network whose embeddings these are; null until all samples have one
 */
export function useMapLayout(
  ids: readonly SampleId[],
  method: MapMethod,
  space: string | null,
): MapLayout {
  const [known, setKnown] = useState<Record<string, Places>>({});
  const [state, setState] = useState<LayoutState>({ kind: 'waiting' });
  const [attempt, setAttempt] = useState(0);
  const controller = useRef<AbortController | null>(null);
  const latest = useRef(ids);
  latest.current = ids;

  const key = `${space} ${method}`;
  const places = known[key] ?? null;
  const complete = places !== null && ids.every((id) => places.has(id));

  // `places` and `attempt` start it again: what came may be out of date, or the user wants it so.
  useEffect(() => {
    void [places, attempt];
    if (complete) return setState({ kind: 'done' });
    if (space === null) return setState({ kind: 'waiting' });
    const current = new AbortController();
    controller.current = current;
    setState({ kind: 'running', fraction: 0 });
    const sampleIds = [...latest.current];
    void engine
      .layout({ fingerprint: space, sampleIds, method }, current.signal, (fraction) => {
        if (!current.signal.aborted) setState({ kind: 'running', fraction });
      })
      .then((answer) => {
        if (controller.current !== current) return;
        if (answer.ok) {
          const xy = answer.value;
          const found = new Map(
            sampleIds.map((id, row) => [id, { x: xy[2 * row] ?? 0, y: xy[2 * row + 1] ?? 0 }]),
          );
          setKnown((others) => ({ ...others, [key]: found }));
        } else if (answer.fault.kind === 'cancelled') setState({ kind: 'cancelled' });
        else setState({ kind: 'failed', fault: answer.fault });
      });
    return () => {
      controller.current = null;
      current.abort();
    };
  }, [space, method, key, complete, places, attempt]);

  return {
    places,
    state,
    cancel: () => controller.current?.abort(),
    retry: () => setAttempt((count) => count + 1),
  };
}
