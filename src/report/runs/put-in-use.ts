import { putModelInUse } from '../../project/model.ts';
import type { Run } from '../../project/run-records.ts';
import { forgetTraining } from '../../training/training-state.ts';

/** Goes back to a run's model. False where it could not be saved: the other one stays in use. */
export async function putInUse({ model }: Run): Promise<boolean> {
  const done = await putModelInUse(model);
  if (done) forgetTraining();
  return done;
}
