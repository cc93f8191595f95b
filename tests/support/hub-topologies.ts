import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { normal, seededRandom } from '../../src/head/random.ts';
import type { ManifestWeight, ModelJson, TestNetwork } from './seeded-backbone.ts';

/** Real graphs, beside the checkout and not part of it. */
const FOLDER = join(import.meta.dirname, '../../../shared/backbones/topologies');

export const TOPOLOGIES = {
  1: {
    file: 'mobilenet-v1.json',
    embeddingNode: 'module_apply_default/MobilenetV1/Logits/global_pool',
  },
  2: {
    file: 'mobilenet-v2.json',
    embeddingNode: 'module_apply_default/MobilenetV2/Logits/AvgPool',
  },
  3: { file: 'mobilenet-v3-small.json', embeddingNode: 'Identity' },
  4: { file: 'mobilenet-v4-small.json', embeddingNode: 'Identity' },
} as const;

/**
 * A real graph of MobileNet v1 to v4 with seeded weights: He's deviation for kernels, batch norms'
 * scales about 1, offsets about 0, and the constants that are part of the architecture as they are.
 * Null, with one line, where this machine has no such graph.
 */
export function seededTopology(version: 1 | 2 | 3 | 4, seed = 11): TestNetwork | null {
  const path = join(FOLDER, TOPOLOGIES[version].file);
  if (!existsSync(path)) {
    console.warn(`skipped: ${path} is not on this machine`);
    return null;
  }
  const modelJson: ModelJson = JSON.parse(readFileSync(path, 'utf8'));
  const specs = modelJson.weightsManifest.flatMap((group) => group.weights);
  const random = seededRandom(seed);
  const parts = specs.map((spec) => {
    const known = fixed(spec, modelJson, specs);
    if (spec.dtype === 'int32') return Int32Array.from(known ?? []);
    const length = spec.shape.reduce((all, one) => all * one, 1);
    if (known) return Float32Array.from(known);
    const [centre, deviation] = spread(spec, version === 4 ? 1.2 : 2);
    return Float32Array.from({ length }, () => centre + deviation * normal(random));
  });
  const weights = new Uint8Array(parts.reduce((sum, { byteLength }) => sum + byteLength, 0));
  let at = 0;
  for (const part of parts) {
    weights.set(new Uint8Array(part.buffer), at);
    at += part.byteLength;
  }
  return { modelJson, weights };
}

/** @param gain 2 is He's; v4 has neither a ceiling on its Relu nor one behind each block, and would grow. */
function spread(
  { name, shape }: ManifestWeight,
  gain: number,
): [centre: number, deviation: number] {
  const [height, width, input, output] = shape;
  if (shape.length === 4) {
    return [0, Math.sqrt(gain / (height * width * (output === 1 ? 1 : input)))];
  }
  return name.endsWith('/Scaled') ? [1, 0.2] : [0, 0.3];
}

/** Constants that are no weights: the hub's pixel scaling, axes, paddings, hard swish's 3 and 1/6. */
function fixed(
  { name, shape, dtype }: ManifestWeight,
  modelJson: ModelJson,
  specs: readonly ManifestWeight[],
): number[] | null {
  if (name.endsWith('hub_input/Mul/y')) return [2];
  if (name.endsWith('hub_input/Sub/y')) return [1];
  if (name.endsWith('/add/y')) return [3];
  if (name.endsWith('/mul/y') || name.endsWith('/mul_1/y')) return [1 / 6];
  if (dtype !== 'int32') return null;
  if (name.endsWith('reduction_indices')) return [1, 2];
  if (name.endsWith('transpose/perm')) return [0, 3, 1, 2];
  if (name.endsWith('Reshape/shape')) return [-1, 1280];
  if (`${shape}` === '4,2') {
    const zeros = (kernelBehind(name, modelJson, specs) - 1) / 2;
    return [0, 0, zeros, zeros, zeros, zeros, 0, 0];
  }
  throw new RangeError(`what is ${name}?`);
}

/** Side of the kernel that reads the `Pad` with these paddings. */
function kernelBehind(
  paddings: string,
  { modelTopology }: ModelJson,
  specs: readonly ManifestWeight[],
) {
  const reads = (node: ModelJson['modelTopology']['node'][number], name: string) =>
    Array.isArray(node.input) && node.input.includes(name);
  const pad = modelTopology.node.find((node) => reads(node, paddings));
  const convolution = modelTopology.node.find((node) => pad && reads(node, pad.name));
  const kernel = specs.find(
    ({ name, shape }) => shape.length === 4 && convolution && reads(convolution, name),
  );
  return kernel?.shape[0] ?? 1;
}
