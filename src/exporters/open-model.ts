import * as v from 'valibot';
import type { GraphNode } from '../backbone/types.ts';
import { failed, ok, type Result } from '../result.ts';
import { checkGraph } from './check-graph.ts';
import { weightFlaw } from './check-weights.ts';
import { readKnown } from './known-schema.ts';
import { MetadataSchema, writtenAs } from './metadata.ts';
import { ModelJsonSchema } from './model-json.ts';
import { parseJson } from './parse-json.ts';
import type { KnownInGraph, ModelMetadata, OpenedModel, OpenModelFault } from './types.ts';
import { splitWeights } from './weight-layout.ts';
import { readZipDirectory, type ZipEntry } from './zip-directory.ts';
import { readZipEntry } from './zip-entry.ts';

const MAX_JSON_BYTES = 20 * 2 ** 20;

type Name = 'model.json' | 'weights.bin';

/**
 * Reads a zip that `exportTfjs` wrote, perhaps unpacked and packed again by hand, and checks all
 * that will be used of it. Only the three files needed are inflated. Never throws.
 */
export function openModelZip(bytes: Uint8Array): Result<OpenedModel, OpenModelFault> {
  const directory = readZipDirectory(bytes);
  if (!directory.ok) return directory;
  const found = findMetadata(directory.value);
  if (found === null) return failed({ kind: 'not-our-model', missing: 'metadata.json' });
  const json = readJson(bytes, found.entry);
  if (!json.ok) return json;
  // Before anything is missed: another format has other files.
  const format = writtenAs(json.value);
  if (format !== null && format !== 'tfjs') return failed({ kind: 'other-format', format });
  const beside = findModel(directory.value, found.folder);
  if (!beside.ok) return beside;
  const files = beside.value;

  const metadata = checkMetadata(json.value);
  if (!metadata.ok) return metadata;
  const model = readModel(bytes, files);
  if (!model.ok) return model;

  const { labels, head } = metadata.value;
  if (labels.length !== model.value.classes || head.classes !== labels.length) {
    const detail = `${labels.length} labels, ${model.value.classes} outputs`;
    return failed({ kind: 'bad-metadata', detail });
  }
  const { artifacts } = model.value;
  const known = knownIn(metadata.value, artifacts.topology.node);
  return ok({ labels, artifacts, known, metadata: metadata.value });
}

/** The known pictures, where there are some of each class and the graph has the node to compare with them. */
export function knownIn(
  { noneOfThese, labels }: ModelMetadata,
  nodes: GraphNode[],
): KnownInGraph | null {
  if (noneOfThese === null || noneOfThese.counts.length !== labels.length) return null;
  const { embedding } = noneOfThese;
  const node = nodes.find(({ name }) => name === embedding);
  // What TensorFlow.js gives out of such a node is the weight or the picture itself, not a copy.
  if (node === undefined || node.op === 'Const' || node.op === 'Placeholder') return null;
  return { pictures: readKnown(noneOfThese), embedding };
}

/** metadata.json at the top, or in the one folder that packing by hand put around the files. */
function findMetadata(entries: readonly ZipEntry[]): { entry: ZipEntry; folder: string } | null {
  const entry =
    entries.find(({ path }) => path === 'metadata.json') ??
    entries.find(({ path }) => /^(?!__MACOSX)[^/]+\/metadata\.json$/.test(path));
  return entry === undefined ? null : { entry, folder: entry.path.replace('metadata.json', '') };
}

/** The model itself, beside its metadata. */
function findModel(
  entries: readonly ZipEntry[],
  folder: string,
): Result<Record<Name, ZipEntry>, OpenModelFault> {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  const model = byPath.get(`${folder}model.json`);
  if (!model) return failed({ kind: 'not-our-model', missing: 'model.json' });
  const weights = byPath.get(`${folder}weights.bin`);
  if (!weights) return failed({ kind: 'not-our-model', missing: 'weights.bin' });
  return ok({ 'model.json': model, 'weights.bin': weights });
}

function checkMetadata(json: unknown): Result<ModelMetadata, OpenModelFault> {
  if (!v.is(v.object({ format: v.literal('show-and-tell-model') }), json)) {
    return failed({ kind: 'not-our-model', missing: 'format' });
  }
  const parsed = v.safeParse(MetadataSchema, json);
  return parsed.success
    ? ok(parsed.output)
    : failed({ kind: 'bad-metadata', detail: firstIssue(parsed.issues) });
}

function readModel(zip: Uint8Array, files: Record<Name, ZipEntry>) {
  const json = readJson(zip, files['model.json']);
  if (!json.ok) return json;
  const parsed = v.safeParse(ModelJsonSchema, json.value);
  if (!parsed.success) {
    return failed({ kind: 'bad-graph' as const, detail: firstIssue(parsed.issues) });
  }
  const graph = checkGraph(parsed.output);
  if (!graph.ok) return graph;

  const stored = readZipEntry(zip, files['weights.bin']);
  if (!stored) return failed({ kind: 'damaged-zip' as const });
  const weightSpecs = parsed.output.weightsManifest[0].weights;
  const weights = splitWeights(weightSpecs, stored.buffer);
  if (!weights) return failed({ kind: 'bad-weights' as const, detail: 'length' });
  for (const weight of weights) {
    const flaw = weightFlaw(weight);
    if (flaw) {
      return failed({ kind: 'bad-weights' as const, detail: `${weight.spec.name}: ${flaw}` });
    }
  }
  const topology = { node: graph.value.nodes, library: {}, versions: { producer: 1 } };
  const artifacts = { topology, weightSpecs, weights: stored.buffer };
  return ok({ artifacts, classes: graph.value.classes });
}

function readJson(zip: Uint8Array, entry: ZipEntry): Result<unknown, OpenModelFault> {
  if (entry.inflatedBytes > MAX_JSON_BYTES) {
    return failed({ kind: 'too-large', bytes: entry.inflatedBytes, limit: MAX_JSON_BYTES });
  }
  const bytes = readZipEntry(zip, entry);
  return bytes ? ok(parseJson(bytes)) : failed({ kind: 'damaged-zip' });
}

function firstIssue([issue]: [v.BaseIssue<unknown>, ...v.BaseIssue<unknown>[]]): string {
  return `${v.getDotPath(issue) ?? 'file'}: ${issue.message}`;
}
