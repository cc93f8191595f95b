import * as v from 'valibot';
import { failed, ok, type Result } from '../result.ts';
import { looksLikeHtml } from './looks-like-html.ts';
import type { BackboneArtifacts, WeightSpec } from './types.ts';
import { weightByteLength } from './weight-bytes.ts';

/** The largest real model.json is 0.2 MB. */
export const MAX_MODEL_JSON_BYTES = 8 * 2 ** 20;
/** Seven times MobileNet v1 at 1.0; more would only be able to take a phone's memory. */
export const MAX_WEIGHT_BYTES = 128 * 2 ** 20;
const MAX_SHARDS = 256;
const MAX_NODES = 20_000;

/** A group of weights that share their shards: the shards' bytes, joined, are the weights one after the other. */
export interface ShardGroup {
  /** Relative to model.json; checked to stay below its folder. */
  paths: string[];
  specs: WeightSpec[];
  /** What the shapes and types add up to. */
  bytes: number;
}

/** What model.json says, checked. */
export interface NetworkDescription {
  topology: BackboneArtifacts['topology'];
  groups: ShardGroup[];
  totalBytes: number;
}

export interface ModelJsonFault {
  /** 'not-a-graph': readable, but a layers model or something else without a graph. */
  kind: 'html' | 'not-json' | 'not-a-graph' | 'malformed' | 'too-large';
  /** For the curious: where it is wrong. */
  detail: string;
}

// tfjs keeps nodes and weights in plain objects under their names.
const RESERVED = new Set(['__proto__', 'constructor', 'prototype']);
const nameSchema = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(512),
  v.check((name) => !RESERVED.has(name), 'reserved name'),
);

const pathSchema = v.pipe(
  v.string(),
  v.maxLength(256),
  v.regex(/^[\w.@+ ()-]+(\/[\w.@+ ()-]+)*$/, 'not a plain relative path'),
  v.check(
    (path) => !path.split('/').some((part) => part === '.' || part === '..'),
    'leaves the folder',
  ),
);

const specSchema = v.object({
  name: nameSchema,
  shape: v.pipe(v.array(v.pipe(v.number(), v.safeInteger(), v.minValue(0))), v.maxLength(8)),
  dtype: v.picklist(['float32', 'int32', 'bool']),
  quantization: v.exactOptional(
    v.object({
      dtype: v.picklist(['uint8', 'uint16', 'float16']),
      scale: v.exactOptional(v.pipe(v.number(), v.finite())),
      min: v.exactOptional(v.pipe(v.number(), v.finite())),
      original_dtype: v.exactOptional(v.picklist(['float32', 'int32'])),
    }),
  ),
});

const nodeSchema = v.looseObject({
  name: nameSchema,
  op: v.pipe(v.string(), v.minLength(1), v.maxLength(128)),
  input: v.exactOptional(v.array(v.pipe(v.string(), v.maxLength(512)))),
  attr: v.exactOptional(v.record(v.string(), v.unknown())),
});

const modelSchema = v.object({
  modelTopology: v.looseObject({
    node: v.pipe(v.array(nodeSchema), v.minLength(1), v.maxLength(MAX_NODES)),
  }),
  weightsManifest: v.pipe(
    v.array(
      v.object({
        paths: v.pipe(v.array(pathSchema), v.minLength(1), v.maxLength(MAX_SHARDS)),
        weights: v.pipe(v.array(specSchema), v.maxLength(MAX_NODES)),
      }),
    ),
    v.minLength(1),
    v.maxLength(MAX_SHARDS),
  ),
});

const anyTopology = v.object({ modelTopology: v.object({ node: v.array(v.unknown()) }) });

/** Reads and checks model.json: the graph's nodes, where the shards lie, and how many bytes they must have. */
export function parseModelJson(
  bytes: Uint8Array<ArrayBuffer>,
): Result<NetworkDescription, ModelJsonFault> {
  const wrong = (kind: ModelJsonFault['kind'], detail: string) => failed({ kind, detail });
  if (bytes.length > MAX_MODEL_JSON_BYTES) return wrong('too-large', `${bytes.length} bytes`);
  if (looksLikeHtml(bytes)) return wrong('html', 'an HTML page');

  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder().decode(bytes), (key, value) =>
      key === '__proto__' ? undefined : value,
    );
  } catch (error) {
    return wrong('not-json', error instanceof Error ? error.message : String(error));
  }
  if (!v.is(anyTopology, parsed)) return wrong('not-a-graph', 'no modelTopology.node');

  const checked = v.safeParse(modelSchema, parsed, { abortEarly: true });
  if (!checked.success) {
    const [issue] = checked.issues;
    return wrong('malformed', `${v.getDotPath(issue) ?? ''}: ${issue.message}`);
  }
  return networkOf(checked.output);
}

function networkOf(
  model: v.InferOutput<typeof modelSchema>,
): Result<NetworkDescription, ModelJsonFault> {
  const groups = model.weightsManifest.map(({ paths, weights }) => ({
    paths,
    specs: weights,
    bytes: weights.reduce((sum, spec) => sum + weightByteLength(spec), 0),
  }));
  const paths = groups.flatMap((group) => group.paths);
  const names = groups.flatMap((group) => group.specs.map((spec) => spec.name));
  const totalBytes = groups.reduce((sum, group) => sum + group.bytes, 0);
  const repeated =
    firstRepeated(paths) ??
    firstRepeated(names) ??
    firstRepeated(model.modelTopology.node.map((node) => node.name));
  if (repeated !== null) return failed({ kind: 'malformed', detail: `twice: ${repeated}` });
  if (paths.length > MAX_SHARDS || totalBytes > MAX_WEIGHT_BYTES) {
    const detail = `${paths.length} shards, ${totalBytes} bytes`;
    return failed({ kind: 'too-large', detail });
  }
  return ok({ topology: model.modelTopology, groups, totalBytes });
}

function firstRepeated(names: string[]): string | null {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) return name;
    seen.add(name);
  }
  return null;
}
