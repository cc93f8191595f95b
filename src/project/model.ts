import { engine } from '../engine/engine.ts';
import type { EngineReady } from '../engine/protocol.ts';
import { backboneStore } from './backbone-state.ts';
import { writeProjectRecord } from './disk.ts';
import { saved } from './saving.ts';
import { projectStore } from './store.ts';
import type { TrainedModel } from './trained-model.ts';

/** Puts a model on disk and then into use. False where it could not be saved: the previous one stays. */
export async function saveModel(model: TrainedModel | null): Promise<boolean> {
  const done = await saved(() => writeProjectRecord('model', model));
  if (done) projectStore.setState({ model });
  return done;
}

/**
 * Gives the engine the model's head whenever model or backbone change; none where the model belongs
 * to another backbone, for its answers would mean nothing.
 */
export function keepHeadInEngine(): void {
  // The worker forgets its head with each backbone, so it counts to which one this was given.
  let given: { head: TrainedModel['head'] | null; to: EngineReady } | null = null;
  const give = () => {
    const { model } = projectStore.getState();
    const { inUse } = backboneStore.getState();
    if (inUse === null) return;
    const head = model?.fingerprint === inUse.backbone.fingerprint ? model.head : null;
    if (given?.head === head && given.to === inUse) return;
    given = { head, to: inUse };
    void engine.setHead(head);
  };
  projectStore.subscribe(give);
  backboneStore.subscribe(give);
  give();
}
