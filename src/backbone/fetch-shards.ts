import { failed, ok, type Result } from '../result.ts';
import type { BackboneCache } from './cache.ts';
import type { Source } from './catalogue.ts';
import { type DownloadFault, downloadFile } from './download-file.ts';
import { looksLikeHtml } from './looks-like-html.ts';
import type { NetworkDescription, ShardGroup } from './model-json.ts';
import type { DownloadProgress } from './types.ts';

/** Browsers open six connections to a host; three leave room for the page's own. */
const AT_ONCE = 3;

export interface FetchContext {
  cache: BackboneCache;
  fetch: typeof fetch;
  signal: AbortSignal;
  onProgress: (progress: DownloadProgress) => void;
}

export type FetchFault = DownloadFault | { kind: 'storage-full' };

export interface Shard {
  key: string;
  bytes: Uint8Array<ArrayBuffer>;
}

interface ShardPlace {
  source: Source;
  modelUrl: string;
  /** The cache's key for a file. */
  keyOf: (url: string) => string;
}

interface PlannedShard {
  path: string;
  url: string;
  key: string;
  group: ShardGroup;
}

/**
 * All shards of a network in manifest order, from the cache or from the source, each put into the
 * cache as soon as it is whole. The first fault ends the others.
 */
export async function fetchShards(
  network: NetworkDescription,
  place: ShardPlace,
  context: FetchContext,
): Promise<Result<Shard[], FetchFault>> {
  const plan = network.groups.flatMap((group) =>
    group.paths.map((path): PlannedShard => {
      const url = shardUrl(path, place.modelUrl);
      return { path, url, key: place.keyOf(url), group };
    }),
  );
  const fetched = new Map<string, Uint8Array<ArrayBuffer>>();
  const progress = progressOver(network.totalBytes, place.modelUrl, context);
  const others = new AbortController();
  const stop = () => others.abort();
  context.signal.addEventListener('abort', stop);
  if (context.signal.aborted) stop();
  const faults: FetchFault[] = [];

  const waiting = [...plan];
  const lane = async () => {
    for (let shard = waiting.shift(); shard && faults.length === 0; shard = waiting.shift()) {
      const result = await fetchShard(shard, place.source, others.signal, context, progress);
      if (result.ok) {
        fetched.set(shard.key, result.value);
      } else {
        faults.push(result.fault);
        stop();
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  context.signal.removeEventListener('abort', stop);
  // The later ones are only the others being ended.
  const [fault] = faults;
  if (fault) return failed(fault);

  const wrongGroup = await dropWrongGroup(network, plan, fetched, context);
  if (wrongGroup) return failed(wrongGroup);
  return ok(plan.map(({ key }) => ({ key, bytes: fetched.get(key) ?? new Uint8Array(0) })));
}

async function fetchShard(
  shard: PlannedShard,
  source: Source,
  signal: AbortSignal,
  { cache, fetch }: FetchContext,
  onBytes: (count: number) => void,
): Promise<Result<Uint8Array<ArrayBuffer>, FetchFault>> {
  if (signal.aborted) return failed({ kind: 'cancelled' });
  const { path: file, url, key, group } = shard;
  const kept = await cache.readFile(key);
  if (kept) {
    onBytes(kept.length);
    return ok(kept);
  }
  const limit = group.bytes;
  const { stallTimeout } = source;
  const answer = await downloadFile({
    url,
    file,
    answerTimeout: stallTimeout,
    stallTimeout,
    limit,
    signal,
    fetch,
    onBytes,
  });
  if (!answer.ok) {
    // The source did answer, with model.json: this silence is one in the middle.
    return answer.fault.kind === 'no-answer' ? failed({ kind: 'stalled', file }) : answer;
  }
  const bytes = answer.value;
  if (looksLikeHtml(bytes)) {
    return failed({ kind: 'not-a-network', file, detail: 'html: an HTML page' });
  }
  if (group.paths.length === 1 && bytes.length !== group.bytes) {
    return failed({ kind: 'truncated', file, got: bytes.length, wanted: group.bytes });
  }
  return (await cache.writeFile(key, bytes)) ? ok(bytes) : failed({ kind: 'storage-full' });
}

/**
 * model.json does not tell the size of one shard, only (by shapes and types) that of a whole group.
 * Where the sum is wrong, any of the group's shards may be the bad one, so none of them stays.
 */
async function dropWrongGroup(
  network: NetworkDescription,
  plan: PlannedShard[],
  fetched: Map<string, Uint8Array<ArrayBuffer>>,
  { cache }: FetchContext,
): Promise<FetchFault | null> {
  for (const group of network.groups) {
    const keys = plan.filter((shard) => shard.group === group).map((shard) => shard.key);
    const got = keys.reduce((sum, key) => sum + (fetched.get(key)?.length ?? 0), 0);
    if (got === group.bytes) continue;
    await cache.removeFiles(keys);
    return { kind: 'truncated', file: group.paths.join(', '), got, wanted: group.bytes };
  }
  return null;
}

function shardUrl(path: string, modelUrl: string): string {
  const { search } = new URL(modelUrl);
  const url = new URL(path.split('/').map(encodeURIComponent).join('/'), modelUrl);
  url.search = search;
  return url.href;
}

function progressOver(
  totalBytes: number,
  modelUrl: string,
  { onProgress }: FetchContext,
): (count: number) => void {
  const { host } = new URL(modelUrl);
  let receivedBytes = 0;
  const report = (count: number) => {
    receivedBytes = Math.min(receivedBytes + count, totalBytes);
    const fraction = totalBytes > 0 ? receivedBytes / totalBytes : 1;
    onProgress({ phase: 'backbone', fraction, source: host, receivedBytes, totalBytes });
  };
  report(0);
  return report;
}
