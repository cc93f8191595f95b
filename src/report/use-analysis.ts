import { useCallback, useEffect, useState } from 'react';
import { useBackbone } from '../project/backbone-state.ts';
import { useEmbedding } from '../project/embedding-queue.ts';
import { projectStore } from '../project/store.ts';
import type { TrainedModel } from '../project/trained-model.ts';
import { type AnalysisState, analyseModel, analysisRequest, knownAnalysis } from './analysis.ts';

/** Starts the analysis of a model where there is none yet; it ends with the component. */
export function useAnalysis(model: TrainedModel): AnalysisState {
  const { done, total } = useEmbedding();
  const fingerprint = useBackbone((state) => state.inUse?.backbone.fingerprint ?? null);
  const [state, setState] = useState<AnalysisState>({ kind: 'waiting' });
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);
  const other = fingerprint !== null && fingerprint !== model.fingerprint;
  const ready = done >= total && fingerprint === model.fingerprint;

  // `attempt` starts it again, because the user wants it so.
  useEffect(() => {
    void attempt;
    const found = knownAnalysis(model);
    if (found !== null) return setState({ kind: 'done', analysis: found });
    const request = analysisRequest(model, projectStore.getState());
    if (request === null || other) return setState({ kind: 'impossible' });
    if (!ready) return setState({ kind: 'waiting' });
    const controller = new AbortController();
    const { signal } = controller;
    let over = false;
    const running = (fraction: number) => {
      // Progress comes by a way of its own, the last of it perhaps after the answer.
      if (over || signal.aborted) return;
      setState({ kind: 'running', fraction, cancel: () => controller.abort() });
    };
    running(0);
    void analyseModel(model, request, signal, running).then((answer) => {
      if (over) return;
      over = true;
      if (answer.ok) return setState({ kind: 'done', analysis: answer.value });
      const { fault } = answer;
      const cancelled = fault.kind === 'cancelled';
      setState(cancelled ? { kind: 'cancelled', retry } : { kind: 'failed', fault, retry });
    });
    return () => {
      over = true;
      controller.abort();
    };
  }, [model, other, ready, attempt, retry]);
  return state;
}
