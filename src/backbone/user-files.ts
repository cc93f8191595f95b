import { failed, ok, type Result } from '../result.ts';
import type { BackboneCache, BackboneRecord } from './cache.ts';
import { fingerprintOf, sha256Hex } from './fingerprint.ts';
import { readGraph, versionOf } from './graph-facts.ts';
import { joinBytes } from './join-bytes.ts';
import {
  MAX_MODEL_JSON_BYTES,
  type NetworkDescription,
  parseModelJson,
  type ShardGroup,
} from './model-json.ts';
import type {
  BackboneArtifacts,
  BackboneFault,
  BackboneId,
  FilesFault,
  StoredBackbone,
} from './types.ts';

/**
 * Checks a `model.json` and its shards, given in any order, and puts them into the cache. Shards are
 * matched by base name, since a drop or a file picker loses folders.
 */
export async function takeBackboneFiles(
  files: File[],
  cache: BackboneCache,
): Promise<Result<StoredBackbone, BackboneFault>> {
  const bad = (fault: FilesFault) => failed({ kind: 'bad-files', fault } as const);
  const modelFile =
    files.find((file) => file.name.toLowerCase() === 'model.json') ??
    files.find((file) => file.name.toLowerCase().endsWith('.json'));
  if (!modelFile) return bad({ kind: 'no-model-json' });
  if (modelFile.size > MAX_MODEL_JSON_BYTES) {
    return bad({ kind: 'unreadable-model-json', detail: `too-large: ${modelFile.size} bytes` });
  }
  const modelJson = await readBytes(modelFile);
  if (!modelJson) return bad({ kind: 'unreadable-model-json', detail: 'unreadable file' });
  const parsed = parseModelJson(modelJson);
  if (!parsed.ok) {
    const { kind, detail } = parsed.fault;
    return kind === 'not-a-graph'
      ? bad({ kind: 'unknown-network' })
      : bad({ kind: 'unreadable-model-json', detail: `${kind}: ${detail}` });
  }
  const network = parsed.value;
  const version = versionOf(network.topology);
  if (!version) return bad({ kind: 'unknown-network' });

  const shards = await readShards(network, files);
  if (!shards.ok) return bad(shards.fault);
  const artifacts: BackboneArtifacts = {
    topology: network.topology,
    weightSpecs: network.groups.flatMap((group) => group.specs),
    weights: joinBytes(shards.value).buffer,
  };
  const facts = readGraph(artifacts, version);
  if (!facts.ok) return bad({ kind: 'unknown-network' });

  const { inputRange, alpha, features } = facts.value;
  const weightsSha256 = sha256Hex(new Uint8Array(artifacts.weights));
  const fingerprint = fingerprintOf(artifacts, inputRange, weightsSha256);
  const id: BackboneId = `files:${fingerprint.slice(0, 12)}`;
  return store(cache, modelJson, shards.value, {
    id,
    version,
    alpha,
    label: `Your files (MobileNet v${version}, ${features} features)`,
    fingerprint,
    inputRange,
    origin: modelFile.name,
    asExpected: true,
    bytes: artifacts.weights.byteLength,
  });
}

/** The shards in manifest order, each group as long as its weights. Sizes are compared before anything is read. */
async function readShards(
  network: NetworkDescription,
  files: File[],
): Promise<Result<Uint8Array<ArrayBuffer>[], FilesFault>> {
  const byName = new Map(files.map((file) => [file.name, file]));
  const paths = network.groups.flatMap((group) => group.paths);
  const missing = paths.map(baseName).filter((name) => !byName.has(name));
  if (missing.length > 0) return failed({ kind: 'missing-shards', names: missing });

  for (const group of network.groups) {
    const wrong = wrongSize(group, byName);
    if (wrong) return failed(wrong);
  }
  const shards: Uint8Array<ArrayBuffer>[] = [];
  for (const name of paths.map(baseName)) {
    const file = byName.get(name);
    const bytes = file ? await readBytes(file) : null;
    if (!bytes) return failed({ kind: 'missing-shards', names: [name] });
    shards.push(bytes);
  }
  return ok(shards);
}

/**
 * model.json tells only a group's whole length. Converters cut it into equal pieces with a shorter
 * last one, so where the sum is wrong, the piece that is shorter than the longest is named.
 */
function wrongSize(group: ShardGroup, byName: Map<string, File>): FilesFault | null {
  const sizes = group.paths
    .map(baseName)
    .map((name) => ({ name, got: byName.get(name)?.size ?? 0 }));
  const excess = sizes.reduce((sum, { got }) => sum + got, 0) - group.bytes;
  const last = sizes.at(-1);
  if (excess === 0 || !last) return null;
  const longest = Math.max(...sizes.map(({ got }) => got));
  const { name, got } = sizes.slice(0, -1).find((size) => size.got < longest) ?? last;
  return { kind: 'wrong-size', name, got, wanted: got - excess };
}

async function store(
  cache: BackboneCache,
  modelJson: Uint8Array<ArrayBuffer>,
  shards: Uint8Array<ArrayBuffer>[],
  backbone: StoredBackbone,
): Promise<Result<StoredBackbone, BackboneFault>> {
  const record: BackboneRecord = {
    format: 1,
    backbone,
    modelJson: `${backbone.id}/model.json`,
    shards: shards.map((_, index) => `${backbone.id}/shard ${index + 1}`),
    expectedSha256: null,
  };
  const contents = [modelJson, ...shards];
  for (const [index, key] of [record.modelJson, ...record.shards].entries()) {
    const bytes = contents[index];
    if (bytes && !(await cache.writeFile(key, bytes))) return failed({ kind: 'storage-full' });
  }
  return (await cache.writeRecord(record)) ? ok(backbone) : failed({ kind: 'storage-full' });
}

/** Null where the file has been moved, changed or locked since it was chosen. */
async function readBytes(file: File): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return null;
  }
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
