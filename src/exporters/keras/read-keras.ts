import { failed, ok, type Result } from '../../result.ts';
import { parsed, refusal } from '../network/layers-json.ts';
import { Refusal } from '../network/refusal.ts';
import type { NamedNetwork } from '../network/types.ts';
import { parseJson } from '../parse-json.ts';
import type { ExportFault } from '../types.ts';
import { readZipDirectory } from '../zip-directory.ts';
import { readZipEntry } from '../zip-entry.ts';
import { refuseWeights } from './hdf5-cursor.ts';
import { readHdf5 } from './hdf5-reader.ts';
import { ConfigSchema, MetadataSchema } from './read-config.ts';
import { networkIn } from './read-network.ts';
import { weightsByClass } from './read-weights.ts';

const CONFIG = 'config.json';
const METADATA = 'metadata.json';
const WEIGHTS = 'model.weights.h5';
/** The most that each file may be, in bytes. */
const LIMITS = new Map([
  [METADATA, 2 ** 20],
  [CONFIG, 20 * 2 ** 20],
  [WEIGHTS, 300 * 2 ** 20],
]);
const ALL = [...LIMITS.values()].reduce((sum, limit) => sum + limit, 0);
/** More entries than there should be are refused by their names. */
const ZIP_LIMITS = { bytes: ALL, inflatedBytes: ALL, entries: 100 };

/**
 * Reads `model.keras` back, for the check of a file just written where no Keras runs: what stands in
 * it, found by Keras' own rules, not what was meant. Understands what `kerasModel` writes and
 * nothing else. An affine operation comes back as the depthwise convolution that it was written as.
 * Shares no memory with the file. Never throws.
 *
 * Faults: `bad-weights` for what is wrong in `model.weights.h5`, `bad-graph` for all else.
 */
export function readKerasModel(file: Uint8Array<ArrayBuffer>): Result<NamedNetwork, ExportFault> {
  try {
    return ok(networkOf(filesOf(file)));
  } catch (error) {
    if (error instanceof Refusal) return failed(error.fault);
    throw error;
  }
}

function networkOf(file: (name: string) => Uint8Array): NamedNetwork {
  parsed(METADATA, MetadataSchema, parseJson(file(METADATA)));
  const model = parsed(CONFIG, ConfigSchema, parseJson(file(CONFIG)));
  const { datasets, groups } = readHdf5(file(WEIGHTS));
  for (const [path, attributes] of groups) {
    if (attributes.size > 0) refuseWeights(`${path}: attributes`);
  }
  return networkIn(model, (layers) => weightsByClass(datasets, layers));
}

/** The three files of the zip, and no others. */
function filesOf(zip: Uint8Array): (name: string) => Uint8Array {
  const directory = readZipDirectory(zip, ZIP_LIMITS);
  if (!directory.ok) throw refusal('model.keras', directory.fault.kind);
  for (const { path, inflatedBytes } of directory.value) {
    const limit = LIMITS.get(path);
    if (limit === undefined || inflatedBytes > limit) throw refusal(path, `${inflatedBytes} bytes`);
  }
  return (name) => {
    const entry = directory.value.find(({ path }) => path === name);
    if (entry === undefined) throw refusal('model.keras', `no ${name}`);
    return readZipEntry(zip, entry) ?? refuse(name);
  };
}

function refuse(name: string): never {
  throw refusal(name, 'damaged');
}
