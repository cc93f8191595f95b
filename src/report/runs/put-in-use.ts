import { saveModel } from '../../project/model.ts';
import type { Run } from '../../project/run-records.ts';
import { trainingStore } from '../../training/training-state.ts';

/** Goes back to a run's model. False where it could not be saved: the other one stays in use. */
export async function putInUse({ model }: Run): Promise<boolean> {
  if (!(await saveModel(model))) return false;
  // What is said and drawn of the last training is not about this one.
  if (trainingStore.getState().state.kind !== 'running') {
    trainingStore.setState({ state: { kind: 'idle' }, epochs: [] });
  }
  return true;
}
