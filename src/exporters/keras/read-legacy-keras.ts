import * as v from 'valibot';
import { failed, ok, type Result } from '../../result.ts';
import { parsed, refusal } from '../network/layers-json.ts';
import { Refusal } from '../network/refusal.ts';
import type { NamedNetwork } from '../network/types.ts';
import { parseJsonText } from '../parse-json.ts';
import type { ExportFault } from '../types.ts';
import { readHdf5 } from './hdf5-reader.ts';
import { LegacyConfigSchema } from './read-legacy-config.ts';
import { attributesOf, versions, weightsByPlace } from './read-legacy-weights.ts';
import { networkIn } from './read-network.ts';

const MOST_BYTES = 320 * 2 ** 20;

const RootSchema = v.strictObject({ ...versions, model_config: v.string() });

/**
 * Reads `model.h5` back as `readKerasModel` does `model.keras`: by the rules of Keras 2, by which
 * Keras 3 reads such a file, too. Understands what `legacyKerasModel` writes and nothing else.
 * Shares no memory with the file. Never throws.
 *
 * Faults: `bad-weights` for what is no HDF5 and for wrong datasets, `bad-graph` for what is wrong in
 * the attributes, among them the description of the layers.
 */
export function readLegacyKerasModel(file: Uint8Array): Result<NamedNetwork, ExportFault> {
  try {
    return ok(networkOf(file));
  } catch (error) {
    if (error instanceof Refusal) return failed(error.fault);
    throw error;
  }
}

function networkOf(file: Uint8Array): NamedNetwork {
  if (file.length > MOST_BYTES) throw refusal('model.h5', `${file.length} bytes`);
  const content = readHdf5(file);
  const { model_config: text } = attributesOf(content.groups, '', RootSchema);
  const model = parsed('model_config', LegacyConfigSchema, parseJsonText(text));
  return networkIn(model, (layers) => weightsByPlace(content, layers));
}
