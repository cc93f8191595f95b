import { unzipSync } from 'fflate';
import type { Head } from '../../head/types.ts';
import { failed, ok, type Result } from '../../result.ts';
import { parsed, refusal } from '../network/layers-json.ts';
import { Refusal } from '../network/refusal.ts';
import type { Network, Operation, ValueId } from '../network/types.ts';
import { parseJson } from '../parse-json.ts';
import type { ExportFault } from '../types.ts';
import { readHdf5 } from './hdf5-reader.ts';
import { ConfigSchema, MetadataSchema } from './read-config.ts';
import { readLayers } from './read-layers.ts';
import { layersInKerasOrder } from './read-order.ts';
import { StoredWeights } from './read-weights.ts';

const CONFIG = 'config.json';
const METADATA = 'metadata.json';
const WEIGHTS = 'model.weights.h5';
/** The most that each file may be, in bytes. */
const LIMITS = new Map([
  [METADATA, 2 ** 20],
  [CONFIG, 20 * 2 ** 20],
  [WEIGHTS, 300 * 2 ** 20],
]);

/**
 * Reads `model.keras` back, for the check of a file just written where no Keras runs: what stands in
 * it, found by Keras' own rules, not what was meant. Understands what `kerasModel` writes and
 * nothing else. An affine operation comes back as the depthwise convolution that it was written as.
 * Shares no memory with the file. Never throws.
 *
 * Faults: `bad-weights` for what is wrong in `model.weights.h5`, `bad-graph` for all else.
 */
export function readKerasModel(file: Uint8Array<ArrayBuffer>): Result<Network, ExportFault> {
  try {
    return ok(networkIn(filesOf(file)));
  } catch (error) {
    if (error instanceof Refusal) return failed(error.fault);
    throw error;
  }
}

function networkIn(file: (name: string) => Uint8Array): Network {
  parsed(METADATA, MetadataSchema, parseJson(file(METADATA)));
  const model = parsed(CONFIG, ConfigSchema, parseJson(file(CONFIG)));
  const layers = layersInKerasOrder(model);
  const weights = new StoredWeights(readHdf5(file(WEIGHTS)), layers);
  const { size, centre, operations } = readLayers(layers, weights);
  weights.finish();
  return { size, centre, operations, ...headOf(operations) };
}

/** The three files of the zip, and no others. */
function filesOf(zip: Uint8Array): (name: string) => Uint8Array {
  const names = new Set<string>();
  const files = unzipped(zip, (name, bytes) => {
    const limit = LIMITS.get(name);
    if (limit === undefined || bytes > limit) throw refusal(name, `${bytes} bytes`);
    if (names.has(name)) throw refusal(name, 'twice');
    names.add(name);
  });
  return (name) => {
    const bytes = files[name];
    if (bytes === undefined) throw refusal('model.keras', `no ${name}`);
    return bytes;
  };
}

/** @param check is called for every entry before it is unpacked; may throw a Refusal. */
function unzipped(zip: Uint8Array, check: (name: string, bytes: number) => void) {
  try {
    return unzipSync(zip, {
      filter: ({ name, originalSize }) => {
        check(name, originalSize);
        return true;
      },
    });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw refusal('model.keras', 'not a zip');
  }
}

/** The head that the last operations spell out: one dense layer, or two with a relu between. */
function headOf(operations: readonly Operation[]): { embedding: ValueId; head: Head } {
  const kinds = operations.map(({ kind }) => kind);
  const dense = operations.filter((operation) => operation.kind === 'dense');
  const [first, second] = dense;
  const tail = [...dense.map(({ kind }) => kind), 'softmax'];
  if (!first || dense.length > 2 || `${kinds.slice(-tail.length)}` !== `${tail}`) {
    throw refusal('config.json', `ends in ${kinds.slice(-3)}`);
  }
  const last = second ?? first;
  const { kernel, bias } = last;
  const features = first.kernel.length / first.bias.length;
  const classes = bias.length;
  const embedding = first.input;
  if (last.activation !== 'none' || (second && first.activation !== 'relu')) {
    throw refusal(last.name, 'activations that no head has');
  }
  if (!second) {
    return { embedding, head: { kind: 'linear', features, classes, kernel, bias } };
  }
  const units = first.bias.length;
  const [hiddenKernel, hiddenBias] = [first.kernel, first.bias];
  return {
    embedding,
    head: { kind: 'hidden', features, units, classes, hiddenKernel, hiddenBias, kernel, bias },
  };
}
