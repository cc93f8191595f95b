import { engine } from '../engine/engine.ts';
import type { EngineReady } from '../engine/protocol.ts';
import { type KnownPictures, NEVER_NONE } from '../head/known-pictures.ts';
import type { Head } from '../head/types.ts';
import { backboneStore } from './backbone-state.ts';
import { writeProjectRecord } from './disk.ts';
import { makeTurns } from './in-turn.ts';
import { saved } from './saving.ts';
import { projectStore } from './store.ts';
import { sameHead, type TrainedModel } from './trained-model.ts';

/** Puts a model on disk and then into use. False where it could not be saved: the previous one stays. */
export function saveModel(model: TrainedModel | null): Promise<boolean> {
  return inTurn(() => put(model));
}

async function put(model: TrainedModel | null): Promise<boolean> {
  const done = await saved(() => writeProjectRecord('model', model));
  if (done) projectStore.setState({ model });
  return done;
}

/** What became of a model made to take another's place. */
export type Replaced = 'saved' | 'not-saved' | 'overtaken';

/**
 * Puts what a model has become by following its samples in its place, unless a third has taken that
 * meanwhile. Where "None of these" begins, the user has the last word.
 * @param before the model that was in use when `made` was begun
 */
export function replaceModel(before: TrainedModel | null, made: TrainedModel): Promise<Replaced> {
  return inTurn(async () => {
    const now = projectStore.getState().model;
    if (!sameHead(now, before)) return 'overtaken';
    const done = await put({ ...made, known: asTheUserWants(made.known, now?.known ?? null) });
    if (done && before !== null) followers.set(before.head, made.head);
    return done ? 'saved' : 'not-saved';
  });
}

/**
 * Puts a newly trained model, or an older one, into use, whatever was there. Where "None of these"
 * begins, the user has the last word.
 */
export function putModelInUse(model: TrainedModel): Promise<boolean> {
  return inTurn(() => {
    const before = projectStore.getState().model?.known ?? null;
    return put({ ...model, known: asTheUserWants(model.known, before) });
  });
}

/** Which head took over from which by following the samples. */
const followers = new WeakMap<Head, Head>();

/**
 * Who has switched "None of these" off, or moved where it begins, need not do so for each model; nor
 * does a model that has its own from earlier bring that back.
 * @param before what the model in use knows, on which the user has decided
 */
export function asTheUserWants(
  known: KnownPictures | null,
  before: KnownPictures | null,
): KnownPictures | null {
  if (known === null || before === null) return known;
  if (before.threshold === before.usual) return { ...known, threshold: known.usual };
  if (before.threshold === NEVER_NONE) return { ...known, threshold: NEVER_NONE };
  const moved = known.usual + before.threshold - before.usual;
  return { ...known, threshold: Math.min(1, Math.max(NEVER_NONE, moved)) };
}

/**
 * Moves where "None of these" begins for a model, on disk and then on the screen.
 * @param head the model's, or one that it has followed from; another that has taken its place
 *   meanwhile is left alone
 * @param threshold −1 for a model that always names a class
 * @returns false where it could not be saved, or the model knows no pictures
 */
export function setUnknownThreshold(head: Head, threshold: number): Promise<boolean> {
  return inTurn(async () => {
    const { model } = projectStore.getState();
    let wanted = head;
    for (let next = followers.get(wanted); next; next = followers.get(wanted)) wanted = next;
    if (model?.head !== wanted || model.known === null) return false;
    return put({ ...model, known: { ...model.known, threshold } });
  });
}

/** One write after the other: a moved threshold must not bring back the model that a training has just replaced. */
const inTurn = makeTurns();

/**
 * Gives the engine the model's head, and the pictures that it knows, whenever model or backbone
 * change; none where the model belongs to another backbone, for its answers would mean nothing.
 */
export function keepHeadInEngine(): void {
  // The worker forgets its head with each backbone, so it counts to which one this was given.
  let given: { model: TrainedModel | null; to: EngineReady } | null = null;
  const give = () => {
    const { model } = projectStore.getState();
    const { inUse } = backboneStore.getState();
    if (inUse === null) return;
    const fitting = model?.fingerprint === inUse.backbone.fingerprint ? model : null;
    if (given !== null && given.to === inUse && sameHead(given.model, fitting)) return;
    given = { model: fitting, to: inUse };
    void engine.setHead(fitting?.head ?? null, fitting?.known?.prototypes ?? null);
  };
  projectStore.subscribe(give);
  backboneStore.subscribe(give);
  give();
}
