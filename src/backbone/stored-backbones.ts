import type { BackboneCache } from './cache.ts';
import { joinBytes } from './join-bytes.ts';
import { parseModelJson } from './model-json.ts';
import type { BackboneArtifacts, BackboneId, StoredBackbone } from './types.ts';

/** Which backbones are in the cache, whole. */
export async function storedBackbones(cache: BackboneCache): Promise<StoredBackbone[]> {
  return (await cache.records()).map((record) => record.backbone);
}

/**
 * A stored backbone with its graph and weights. Null where it is not in the cache, or something of
 * it has been lost: then its record is removed too, so that it is fetched again.
 */
export async function readBackbone(
  cache: BackboneCache,
  id: BackboneId,
): Promise<{ backbone: StoredBackbone; artifacts: BackboneArtifacts } | null> {
  const record = await cache.readRecord(id);
  if (!record) return null;
  const [modelJson, ...shards] = await Promise.all(
    [record.modelJson, ...record.shards].map((key) => cache.readFile(key)),
  );
  const network = modelJson ? parseModelJson(modelJson) : null;
  const present = shards.filter((shard) => shard !== null && shard !== undefined);
  if (network?.ok && present.length === record.shards.length) {
    const weights = joinBytes(present);
    if (weights.length === network.value.totalBytes) {
      const weightSpecs = network.value.groups.flatMap((group) => group.specs);
      const { topology } = network.value;
      return {
        backbone: record.backbone,
        artifacts: { topology, weightSpecs, weights: weights.buffer },
      };
    }
  }
  await cache.removeRecord(id);
  return null;
}
