import type { RunLabel } from './run-labels.ts';
import { readRunLabels } from './run-records.ts';
import { runsOfProject } from './runs.ts';
import { isOfOneTraining, type TrainedModel } from './trained-model.ts';
import type { PictureClass } from './types.ts';

/** The project's newest run, where the model in use is an older one; null too where runs cannot be read. */
export async function newerRun(
  model: TrainedModel,
  classes: PictureClass[],
): Promise<RunLabel | null> {
  const labels = await readRunLabels().catch(() => []);
  const newestFirst = runsOfProject(labels, classes, model);
  const at = newestFirst.findIndex((run) => isOfOneTraining(run.model, model));
  return at > 0 ? (newestFirst[0] ?? null) : null;
}
