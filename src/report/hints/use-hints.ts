import { useMemo } from 'react';
import { useDismissedHints } from '../../project/dismissed-hints.ts';
import { useProject } from '../../project/store.ts';
import { knownAnalysis } from '../analysis.ts';
import type { ReportTabProps } from '../ReportTabs.tsx';
import { type Hints, hintsOf } from './hints.ts';
import { usePictureFaults } from './picture-faults.ts';

/** The hints as far as they are known by now; null until it was read which were dismissed. */
export function useHints({ model, analysis }: ReportTabProps): Hints | null {
  const classes = useProject((state) => state.classes);
  const samples = useProject((state) => state.samples);
  const faults = usePictureFaults();
  const dismissed = useDismissedHints();
  // For a moment, after a training, what is at hand is about the model before.
  const found = analysis.kind === 'done' ? knownAnalysis(model) : null;
  return useMemo(
    () => dismissed && hintsOf({ model, classes, samples, analysis: found, faults }, dismissed),
    [model, classes, samples, found, faults, dismissed],
  );
}

/** How many hints there are to look at, by what is known by now. */
export function useHintCount(props: ReportTabProps): number {
  return useHints(props)?.shown.length ?? 0;
}
