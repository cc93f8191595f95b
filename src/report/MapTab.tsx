import { useMemo } from 'react';
import { useProject } from '../project/store.ts';
import { MapSection } from './map/MapSection.tsx';
import { mistakeMap, mistakesOf } from './mistakes/mistakes.ts';
import type { ReportTabProps } from './ReportTabs.tsx';

/** The map of the project's images, with the model's mistakes ringed. */
export function MapTab({ model }: ReportTabProps) {
  const classes = useProject((state) => state.classes);
  const samples = useProject((state) => state.samples);
  const mistakes = useMemo(
    () => mistakeMap(mistakesOf(model, classes, samples)),
    [model, classes, samples],
  );
  return <MapSection model={model} mistakes={mistakes} />;
}
