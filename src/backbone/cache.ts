import { createStore, del, delMany, get, keys, set } from 'idb-keyval';
import * as v from 'valibot';
import type { BackboneId, StoredBackbone } from './types.ts';

const idSchema = v.custom<BackboneId>((id) => typeof id === 'string' && id.length > 0);

const backboneSchema = v.object({
  id: idSchema,
  version: v.picklist([1, 2]),
  alpha: v.number(),
  label: v.string(),
  fingerprint: v.string(),
  inputRange: v.strictTuple([v.number(), v.number()]),
  origin: v.string(),
  asExpected: v.boolean(),
  bytes: v.number(),
}) satisfies v.GenericSchema<unknown, StoredBackbone>;

const recordSchema = v.object({
  format: v.literal(1),
  backbone: backboneSchema,
  /** Keys of the files. */
  modelJson: v.string(),
  shards: v.array(v.string()),
  /** What the catalogue expected of the weights when they were fetched. */
  expectedSha256: v.nullable(v.string()),
});

/** Says that a backbone's files are all there, and which they are. Written last, removed first. */
export type BackboneRecord = v.InferOutput<typeof recordSchema>;

/** Where backbones are kept. Writing answers false where the device has no room. */
export interface BackboneCache {
  readFile(key: string): Promise<Uint8Array<ArrayBuffer> | null>;
  writeFile(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<boolean>;
  removeFiles(keys: string[]): Promise<void>;
  fileKeys(): Promise<string[]>;
  readRecord(id: BackboneId): Promise<BackboneRecord | null>;
  writeRecord(record: BackboneRecord): Promise<boolean>;
  removeRecord(id: BackboneId): Promise<void>;
  records(): Promise<BackboneRecord[]>;
}

const FILE = 'file:';
const RECORD = 'backbone:';

/** The cache in IndexedDB, in a database of its own. Opens when first used. */
export function openBackboneCache(database = 'show-and-tell-backbones'): BackboneCache {
  const store = createStore(database, 'files');

  const write = async (key: string, value: unknown): Promise<boolean> => {
    try {
      await set(key, value, store);
      return true;
    } catch {
      // Browsers name a full disk differently (QuotaExceededError, UnknownError, AbortError); to the user it is one thing: nothing can be kept.
      return false;
    }
  };
  const readRecord = async (key: string): Promise<BackboneRecord | null> => {
    const checked = v.safeParse(recordSchema, await get<unknown>(key, store));
    return checked.success ? checked.output : null;
  };
  const keysWith = async (prefix: string): Promise<string[]> =>
    (await keys<IDBValidKey>(store)).filter(
      (key): key is string => typeof key === 'string' && key.startsWith(prefix),
    );

  return {
    readFile: async (key) => {
      const bytes = await get<unknown>(FILE + key, store);
      return bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : null;
    },
    writeFile: (key, bytes) => {
      // A view would be cloned with its whole buffer.
      const exact = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
      return write(FILE + key, exact.buffer);
    },
    removeFiles: (names) =>
      delMany(
        names.map((name) => FILE + name),
        store,
      ),
    fileKeys: async () => (await keysWith(FILE)).map((key) => key.slice(FILE.length)),
    readRecord: (id) => readRecord(RECORD + id),
    writeRecord: (record) => write(RECORD + record.backbone.id, record),
    removeRecord: (id) => del(RECORD + id, store),
    records: async () => {
      const found = await Promise.all((await keysWith(RECORD)).map(readRecord));
      return found.filter((record) => record !== null);
    },
  };
}
