import { failed, ok, type Result } from '../result.ts';
import type { BackboneCache, BackboneRecord } from './cache.ts';
import type { CatalogueEntry, Source } from './catalogue.ts';
import { type FetchedNetwork, fetchSource } from './fetch-source.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { BackboneFault, DownloadProgress, SourceAttempt, StoredBackbone } from './types.ts';

export interface FetchOptions {
  /** The app's own address; same-origin copies are looked for below it. */
  appUrl: string;
  signal: AbortSignal;
  /** From the first answer of each source on; a new source starts anew. */
  onProgress: (progress: DownloadProgress) => void;
  cache: BackboneCache;
  /** The browser's own unless a test brings another. */
  fetch?: typeof fetch;
}

interface Candidate {
  source: Source;
  network: FetchedNetwork;
}

/**
 * Puts a backbone of the catalogue into the cache, from the first source that gives a sound one; a
 * second call finds it there and asks the network for nothing.
 *
 * A network whose SHA-256 is not the known one is kept back: the other sources are asked first, and
 * only if none has a sound one is it used, with `asExpected: false`.
 */
export async function fetchBackbone(
  entry: CatalogueEntry,
  options: FetchOptions,
): Promise<Result<StoredBackbone, BackboneFault>> {
  const { cache, appUrl, signal, onProgress } = options;
  const known = await cache.readRecord(entry.id);
  if (known && isCurrent(known, entry)) return ok(known.backbone);

  // Unbound, `fetch` must not be called as a method of another object.
  const fetchHere: typeof fetch = options.fetch ?? ((input, init) => fetch(input, init));
  const context = { cache, fetch: fetchHere, signal, onProgress };
  const attempts: SourceAttempt[] = [];
  let unexpected: Candidate | null = null;
  for (const source of entry.sources) {
    const url = new URL(source.url, appUrl).href;
    const outcome = await fetchSource(source, url, entry.version, context);
    if (!outcome.ok) {
      const { fault } = outcome;
      if (fault.kind === 'cancelled' || fault.kind === 'storage-full') return failed(fault);
      attempts.push({ url, fault });
      continue;
    }
    const candidate = { source, network: outcome.value };
    if (isExpected(candidate)) return keep(entry, candidate, options);
    attempts.push({ url, fault: { kind: 'unexpected-bytes' } });
    unexpected ??= candidate;
  }
  if (unexpected) return keep(entry, unexpected, options);
  // An older release is better than none.
  return known ? ok(known.backbone) : failed({ kind: 'no-source', attempts });
}

function isExpected({ source, network }: Candidate): boolean {
  return !source.weightsSha256 || source.weightsSha256 === network.weightsSha256;
}

/** Whether the catalogue still expects the weights that it expected when this one was fetched (the starter changes with the app). */
function isCurrent(record: BackboneRecord, entry: CatalogueEntry): boolean {
  const { expectedSha256 } = record;
  return (
    expectedSha256 === null ||
    entry.sources.some((source) => source.weightsSha256 === expectedSha256)
  );
}

async function keep(
  entry: CatalogueEntry,
  candidate: Candidate,
  { cache, appUrl, signal }: FetchOptions,
): Promise<Result<StoredBackbone, BackboneFault>> {
  const { source, network } = candidate;
  const { artifacts, facts, modelJsonKey, shardKeys } = network;
  const backbone: StoredBackbone = {
    id: entry.id,
    version: entry.version,
    alpha: entry.alpha,
    label: entry.label,
    fingerprint: fingerprintOf(artifacts, facts.inputRange, network.weightsSha256),
    inputRange: facts.inputRange,
    origin: new URL(network.url).host,
    asExpected: isExpected(candidate),
    bytes: artifacts.weights.byteLength,
  };
  if (signal.aborted) return failed({ kind: 'cancelled' });
  const expectedSha256 = source.weightsSha256 ?? null;
  const record: BackboneRecord = {
    format: 1,
    backbone,
    modelJson: modelJsonKey,
    shards: shardKeys,
    expectedSha256,
  };
  // The record comes last: its presence says that the files are there.
  const stored =
    (await cache.writeFile(modelJsonKey, network.modelJson)) && (await cache.writeRecord(record));
  if (!stored) return failed({ kind: 'storage-full' });
  await removeLeftovers(entry, record, appUrl, cache);
  return ok(backbone);
}

/** Removes what other sources, or older releases, of the same network left behind. */
async function removeLeftovers(
  entry: CatalogueEntry,
  record: BackboneRecord,
  appUrl: string,
  cache: BackboneCache,
): Promise<void> {
  const folders = entry.sources.map((source) => new URL('.', new URL(source.url, appUrl)).href);
  const needed = new Set([record.modelJson, ...record.shards]);
  const leftovers = (await cache.fileKeys()).filter(
    (key) => !needed.has(key) && folders.some((folder) => key.startsWith(folder)),
  );
  await cache.removeFiles(leftovers);
}
