import { deleteChosen, moveSamples } from '../../project/chosen-samples.ts';
import { markFine } from '../../project/fine-samples.ts';
import type { TrainedModel } from '../../project/trained-model.ts';
import { asStep, type LastAction } from '../last-action.ts';
import type { Mistake } from './mistakes.ts';

/** What can be done about a mistake. */
export type MistakeAction = 'move' | 'delete' | 'fine' | 'not-fine';

/** Answers what was done; null where nothing was, for it could not be saved. */
export async function actOn(
  model: TrainedModel,
  { sample, predicted }: Mistake,
  action: MistakeAction,
): Promise<LastAction | null> {
  const ids = new Set([sample.id]);
  switch (action) {
    case 'move':
      return asStep(() => moveSamples(ids, model.classIds[predicted] ?? ''));
    case 'delete':
      return asStep(() => deleteChosen(ids));
    case 'fine':
    case 'not-fine': {
      const fine = action === 'fine';
      return (await markFine(ids, fine)) ? { kind: 'marked', sampleId: sample.id, fine } : null;
    }
  }
}
