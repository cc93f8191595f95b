/**
 * Of each run what it takes to name it and to tell whose it is: little, where the runs together may
 * be some 20 MB. All of it stands in the runs too, so a label that is lost can be made again.
 */
import { createStore, delMany, getMany, set } from 'idb-keyval';
import * as v from 'valibot';

const store = createStore('show-and-tell-run-labels', 'records');

const labelSchema = v.object({
  id: v.string(),
  number: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  model: v.object({ trainedAt: v.string(), classIds: v.array(v.string()) }),
});

/** A run, without what makes it large. */
export type RunLabel = v.InferOutput<typeof labelSchema>;

/** In the order of `ids`; null where there is none. */
export async function readLabels(ids: RunLabel['id'][]): Promise<(RunLabel | null)[]> {
  const stored: unknown[] = await getMany(ids, store);
  return stored.map((record) => (v.is(labelSchema, record) ? record : null));
}

export async function writeLabel({ id, number, model }: RunLabel): Promise<void> {
  const { trainedAt, classIds } = model;
  const label: RunLabel = { id, number, model: { trainedAt, classIds } };
  await set(id, label, store);
}

export async function removeLabels(ids: RunLabel['id'][]): Promise<void> {
  await delMany(ids, store);
}
