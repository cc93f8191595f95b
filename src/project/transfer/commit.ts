import * as v from 'valibot';
import {
  classSchema,
  readProjectRecord,
  readSamples,
  writeClasses,
  writeProjectRecord,
  writeSamples,
} from '../disk.ts';

/**
 * A change of many records that must happen as a whole. What is absent stays as it is.
 * Model and settings are checked when they are read, like everything on disk.
 */
const ChangeSchema = v.object({
  /** As they are to stand: new ones live, others deleted. */
  classes: v.array(classSchema),
  /** Samples of the first class go to the second. */
  moves: v.array(v.tuple([v.string(), v.string()])),
  model: v.optional(v.unknown()),
  settings: v.optional(v.unknown()),
});
export type Change = v.InferOutput<typeof ChangeSchema>;

/**
 * Carries a change out. Classes, samples and model lie in databases of their own, so no transaction
 * holds them all: first the whole change is written down, in one record. From then on it happens,
 * at the next start if the tab dies in the middle. Throws what IndexedDB throws where it could not
 * be written down, and nothing has changed; false where it has to wait for the next start.
 */
export async function commit(change: Change): Promise<boolean> {
  await writeProjectRecord('change', change);
  try {
    // Twice: Safari drops its connection now and then.
    await carryOut(change).catch(() => carryOut(change));
    return true;
  } catch {
    return false;
  }
}

/** Ends a change that was cut short; nothing where there is none. */
export async function finishInterruptedChange(): Promise<void> {
  const stored = await readProjectRecord('change');
  if (v.is(ChangeSchema, stored)) await carryOut(stored);
}

/** Every step may be done twice. */
async function carryOut({ classes, moves, model, settings }: Change): Promise<void> {
  if (moves.length > 0) {
    const to = new Map(moves);
    const moved = (await readSamples()).flatMap((sample) => {
      const classId = to.get(sample.classId);
      return classId === undefined ? [] : [{ ...sample, classId }];
    });
    await writeSamples(moved);
  }
  await writeClasses(classes);
  if (model !== undefined) await writeProjectRecord('model', model);
  if (settings !== undefined) await writeProjectRecord('settings', settings);
  await writeProjectRecord('change', null);
}
