/**
 * What the user owns, on disk. idb-keyval keeps one object store per database, so each kind of
 * record has a database of its own, and each record stands alone: losing one never costs another.
 */
import {
  createStore,
  delMany,
  get,
  getMany,
  keys,
  promisifyRequest,
  set,
  setMany,
  type UseStore,
  update,
  values,
} from 'idb-keyval';
import * as v from 'valibot';
import { identifierTime } from './identifier.ts';
import type { PictureClass, Sample, SampleId } from './types.ts';

const stores = {
  classes: createStore('show-and-tell-classes', 'records'),
  samples: createStore('show-and-tell-samples', 'records'),
  pictures: createStore('show-and-tell-pictures', 'bytes'),
  thumbnails: createStore('show-and-tell-thumbnails', 'bytes'),
  project: createStore('show-and-tell-project', 'records'),
};

const READ_AT_ONCE = 1_000;

const time = v.nullable(v.number());
export const classSchema = v.object({
  id: v.string(),
  name: v.string(),
  order: v.number(),
  enabled: v.boolean(),
  example: v.boolean(),
  deletedAt: time,
});
const sampleSchema = v.object({
  id: v.string(),
  classId: v.string(),
  burstId: v.nullable(v.string()),
  name: v.string(),
  type: v.picklist(['image/jpeg', 'image/png', 'image/webp']),
  width: v.number(),
  height: v.number(),
  addedAt: v.number(),
  // Samples of before this was known are trained on.
  testOnly: v.optional(v.boolean(), false),
  fineAs: v.exactOptional(v.string()),
  deletedAt: time,
});

/** The records that pass their schema; a damaged one is left out, the others stand. */
function valid<Schema extends v.GenericSchema>(
  schema: Schema,
  stored: unknown[],
): v.InferOutput<Schema>[] {
  return stored.flatMap((record) => {
    const parsed = v.safeParse(schema, record);
    return parsed.success ? [parsed.output] : [];
  });
}

export async function readClasses(): Promise<PictureClass[]> {
  return valid(classSchema, await values(stores.classes));
}

export async function readSamples(): Promise<Sample[]> {
  const samples: Sample[] = [];
  for await (const records of inPortions(stores.samples)) {
    samples.push(...valid(sampleSchema, records));
  }
  return samples;
}

interface Portion {
  records: unknown[];
  /** Where the next one begins; null for the last. */
  rest: IDBKeyRange | null;
}

/** All records of a store, a thousand at a time: ten thousand at once would hold the page for a quarter of a second. */
async function* inPortions(store: UseStore): AsyncGenerator<unknown[]> {
  let next: Promise<Portion> | null = readPortion(store, null);
  while (next !== null) {
    const { records, rest }: Portion = await next;
    // Asked for before this one is looked through, so that it is read meanwhile.
    next = rest && readPortion(store, rest);
    yield records;
  }
}

async function readPortion(store: UseStore, range: IDBKeyRange | null): Promise<Portion> {
  const [ids, records] = await store('readonly', (all) =>
    Promise.all([
      promisifyRequest(all.getAllKeys(range, READ_AT_ONCE)),
      promisifyRequest<unknown[]>(all.getAll(range, READ_AT_ONCE)),
    ]),
  );
  const last = ids.length === READ_AT_ONCE ? ids.at(-1) : undefined;
  return { records, rest: last === undefined ? null : IDBKeyRange.lowerBound(last, true) };
}

export async function writeClasses(classes: PictureClass[]): Promise<void> {
  await setMany(
    classes.map((each) => [each.id, each]),
    stores.classes,
  );
}

/**
 * Changes some fields of a class, whatever the others are on disk by then: another change of it may
 * be under way, here or in another tab.
 */
export async function changeClassRecord(
  whole: PictureClass,
  change: Partial<PictureClass>,
): Promise<void> {
  await update<unknown>(
    whole.id,
    (stored) => ({ ...(v.is(classSchema, stored) ? stored : whole), ...change }),
    stores.classes,
  );
}

/** Changes of samples that are on disk already (moved, removed, brought back). */
export async function writeSamples(samples: Sample[]): Promise<void> {
  await setMany(
    samples.map((sample) => [sample.id, sample]),
    stores.samples,
  );
}

/**
 * New samples. Pictures first: a sample's record says "saved", so it must not be there before its
 * picture. Throws what IndexedDB throws (QuotaExceededError when the disk is full).
 */
export async function writeNewSamples(
  batch: { sample: Sample; bytes: Uint8Array<ArrayBuffer> }[],
): Promise<void> {
  await setMany(
    batch.map(({ sample, bytes }) => [sample.id, bytes]),
    stores.pictures,
  );
  await writeSamples(batch.map(({ sample }) => sample));
}

export async function readPicture(id: SampleId): Promise<Uint8Array<ArrayBuffer> | null> {
  return asBytes(await get(id, stores.pictures));
}

/** Several in one transaction, which costs as much as several pictures. */
export async function readPictures(ids: SampleId[]): Promise<(Uint8Array<ArrayBuffer> | null)[]> {
  const found: unknown[] = await getMany(ids, stores.pictures);
  return found.map(asBytes);
}

/** Those that were made already; see `thumbnails.ts`. */
export async function readThumbnails(ids: SampleId[]): Promise<(Uint8Array<ArrayBuffer> | null)[]> {
  const found: unknown[] = await getMany(ids, stores.thumbnails);
  return found.map(asBytes);
}

export async function writeThumbnail(id: SampleId, jpeg: Uint8Array<ArrayBuffer>): Promise<void> {
  await set(id, jpeg, stores.thumbnails);
}

function asBytes(found: unknown): Uint8Array<ArrayBuffer> | null {
  return found instanceof Uint8Array ? new Uint8Array(found) : null;
}

/** Removes for good what was deleted. */
export async function purge(samples: Sample[], classes: PictureClass[]): Promise<void> {
  const sampleIds = samples.map((sample) => sample.id);
  await delMany(sampleIds, stores.samples);
  await delMany(sampleIds, stores.pictures);
  await delMany(sampleIds, stores.thumbnails);
  await delMany(
    classes.map((each) => each.id),
    stores.classes,
  );
}

/**
 * Removes pictures without a record that are older than `age` milliseconds: the tab died between the
 * two writes, and they were never shown as saved. The age spares a second tab that is between its
 * two writes at this moment. Thumbnails likewise: one may be made while its sample is purged.
 */
export async function removeOrphanPictures(age: number): Promise<void> {
  const known = new Set(await keys(stores.samples));
  const before = Date.now() - age;
  for (const store of [stores.pictures, stores.thumbnails]) {
    const orphans = (await keys(store)).filter(
      (id) => !known.has(id) && identifierTime(String(id)) < before,
    );
    await delMany(orphans, store);
  }
}

/** 'change': see `transfer/commit.ts`; 'dismissed-hints': see `dismissed-hints.ts`. */
type ProjectKey = 'settings' | 'model' | 'change' | 'dismissed-hints';

export async function readProjectRecord(key: ProjectKey): Promise<unknown> {
  return get(key, stores.project);
}

export async function writeProjectRecord(key: ProjectKey, value: unknown): Promise<void> {
  await set(key, value, stores.project);
}

/** Changes a record, whatever it is by then: another tab may be changing it too. */
export async function changeProjectRecord(
  key: ProjectKey,
  change: (stored: unknown) => unknown,
): Promise<void> {
  await update<unknown>(key, change, stores.project);
}
