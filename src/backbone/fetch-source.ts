import { failed, ok, type Result } from '../result.ts';
import type { Source } from './catalogue.ts';
import { downloadFile } from './download-file.ts';
import { type FetchContext, type FetchFault, fetchShards } from './fetch-shards.ts';
import { sha256Hex } from './fingerprint.ts';
import { type GraphFacts, readGraph } from './graph-facts.ts';
import { joinBytes } from './join-bytes.ts';
import { MAX_MODEL_JSON_BYTES, parseModelJson } from './model-json.ts';
import type { BackboneArtifacts } from './types.ts';

/** A whole network as one source gave it. The shards are in the cache under `shardKeys`; model.json is not yet. */
export interface FetchedNetwork {
  url: string;
  modelJson: Uint8Array<ArrayBuffer>;
  modelJsonKey: string;
  shardKeys: string[];
  artifacts: BackboneArtifacts;
  facts: GraphFacts;
  weightsSha256: string;
}

/**
 * Fetches a network from one source and checks it. Shards that an earlier try left in the cache are
 * not fetched again. `url` is the absolute address of model.json; shards lie beside it, and carry
 * its query string (TF Hub wants `?tfjs-format=file` on every file).
 */
export async function fetchSource(
  source: Source,
  url: string,
  version: 1 | 2,
  context: FetchContext,
): Promise<Result<FetchedNetwork, FetchFault>> {
  const { cache } = context;
  const answer = await downloadFile({
    url,
    file: 'model.json',
    answerTimeout: source.answerTimeout,
    stallTimeout: source.stallTimeout,
    limit: MAX_MODEL_JSON_BYTES,
    signal: context.signal,
    fetch: context.fetch,
  });
  if (!answer.ok) return answer;
  const parsed = parseModelJson(answer.value);
  if (!parsed.ok) {
    const { kind, detail } = parsed.fault;
    return failed({ kind: 'not-a-network', file: 'model.json', detail: `${kind}: ${detail}` });
  }
  const network = parsed.value;

  // A new release under an old address must not be completed with shards of the old one.
  const edition = `${sha256Hex(answer.value)} ${source.weightsSha256 ?? ''}`;
  const fragment = sha256Hex(new TextEncoder().encode(edition)).slice(0, 16);
  const keyOf = (fileUrl: string) => `${fileUrl}#${fragment}`;

  const shards = await fetchShards(network, { source, modelUrl: url, keyOf }, context);
  if (!shards.ok) return shards;
  const shardKeys = shards.value.map((shard) => shard.key);
  const weights = joinBytes(shards.value.map((shard) => shard.bytes));
  const artifacts: BackboneArtifacts = {
    topology: network.topology,
    weightSpecs: network.groups.flatMap((group) => group.specs),
    weights: weights.buffer,
  };
  const facts = readGraph(artifacts, version);
  if (!facts.ok) {
    await cache.removeFiles(shardKeys);
    if (facts.fault.kind === 'missing-node') return failed(facts.fault);
    return failed({ kind: 'not-a-network', file: 'model.json', detail: facts.fault.detail });
  }
  return ok({
    url,
    modelJson: answer.value,
    modelJsonKey: keyOf(url),
    shardKeys,
    artifacts,
    facts: facts.value,
    weightsSha256: sha256Hex(weights),
  });
}
