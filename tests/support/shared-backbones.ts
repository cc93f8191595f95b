import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ModelJson, seededWeights, type TestNetwork } from './seeded-backbone.ts';

/** Real networks, beside the checkout and not part of it. */
const FOLDER = join(import.meta.dirname, '../../../shared/backbones');
const STARTER_FOLDER = join(import.meta.dirname, '../../public/backbones/starter');

/** The folder of the real MobileNetV2 0.35, or null where this machine has none. */
export function realBackboneFolder(): string | null {
  const folder = join(FOLDER, 'mobilenet_v2_0.35_224');
  return present(folder);
}

/** The real MobileNetV2 0.35 (one shard), or null where this machine has none. */
export function realBackbone(): TestNetwork | null {
  const folder = realBackboneFolder();
  if (!folder) return null;
  return {
    modelJson: readJson(join(folder, 'model.json')),
    weights: new Uint8Array(readFileSync(join(folder, 'group1-shard1of1.bin'))),
  };
}

/**
 * The full-width network as TF Hub and the tfjs-models bucket serve it, but with seeded weights; or
 * null. `hub_input` and the pooling axes have their real values.
 */
export function hubBackbone(version: 1 | 2, seed = 7): TestNetwork | null {
  const file = present(join(FOLDER, `topologies/mobilenet-v${version}.json`));
  if (!file) return null;
  const modelJson = readJson(file);
  const fixed = new Map([
    ['module_apply_default/hub_input/Mul/y', [2]],
    ['module_apply_default/hub_input/Sub/y', [1]],
    ['module_apply_default/MobilenetV1/Logits/global_pool/reduction_indices', [1, 2]],
  ]);
  return { modelJson, weights: seededWeights(modelJson, seed, fixed) };
}

/** The starter that the app carries. */
export function starterBackbone(): TestNetwork {
  return {
    modelJson: readJson(join(STARTER_FOLDER, 'model.json')),
    weights: new Uint8Array(readFileSync(join(STARTER_FOLDER, 'group1-shard1of1.bin'))),
  };
}

function present(path: string): string | null {
  if (existsSync(path)) return path;
  console.warn(`skipped: ${path} is not on this machine`);
  return null;
}

function readJson(path: string): ModelJson {
  return JSON.parse(readFileSync(path, 'utf8'));
}
