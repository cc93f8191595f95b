import { CATALOGUE } from '../../backbone/catalogue.ts';
import type { StoredBackbone } from '../../backbone/types.ts';
import type { Run } from '../../project/run-records.ts';
import type { TrainedModel } from '../../project/trained-model.ts';
import type { PictureClass } from '../../project/types.ts';
import { type ReportFigures, reportFigures } from '../report-figures.ts';

/** A run as the list and the comparison show it. */
export interface RunSummary {
  run: Run;
  name: string;
  /** "Nov 24, 2026, 1:12 AM" */
  when: string;
  network: string;
  /** Trained on, of all classes. */
  images: number;
  figures: ReportFigures;
}

export function runSummary(
  run: Run,
  classes: PictureClass[],
  stored: StoredBackbone[],
): RunSummary {
  const { model } = run;
  return {
    run,
    name: `Run ${run.number}`,
    when: when(model.trainedAt),
    network: networkLabel(model, stored),
    images: model.samplesPerClass.reduce((sum, some) => sum + some, 0),
    // Which pictures are still there is nothing to a run's figures.
    figures: reportFigures(model, classes, {}),
  };
}

function networkLabel({ backboneId, fingerprint }: TrainedModel, stored: StoredBackbone[]): string {
  const known =
    CATALOGUE.find(({ id }) => id === backboneId) ??
    stored.find((each) => each.fingerprint === fingerprint);
  return known?.label ?? 'A network from files';
}

const format = new Intl.DateTimeFormat('en', { dateStyle: 'medium', timeStyle: 'short' });

/** '' for what is no date: a project file may hold anything. */
function when(trainedAt: string): string {
  const time = new Date(trainedAt);
  return Number.isNaN(time.getTime()) ? '' : format.format(time);
}
