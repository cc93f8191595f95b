/** A small network of MobileNet's outer shape, with seeded weights: for tests that need no real one. */

export interface ManifestWeight {
  name: string;
  shape: number[];
  dtype: 'float32' | 'int32';
}

/** model.json, as far as tests look into it. */
export interface ModelJson {
  modelTopology: {
    node: { name: string; op: string; [key: string]: unknown }[];
    [key: string]: unknown;
  };
  weightsManifest: { paths: string[]; weights: ManifestWeight[] }[];
  [key: string]: unknown;
}

export interface TestNetwork {
  modelJson: ModelJson;
  weights: Uint8Array<ArrayBuffer>;
}

export interface SeededOptions {
  seed?: number;
  version?: 1 | 2;
  /** Begins with `hub_input` Mul 2 and Sub 1, so that it takes pixels in [0, 1]. */
  hubInput?: boolean;
}

const FLOAT = { type: 'DT_FLOAT' };
const NHWC = { s: 'TkhXQw==' };
const SAME = { s: 'U0FNRQ==' };

/**
 * images [-1, 224, 224, 3] → (hub_input) → Conv 16×16 / 16 → Relu6 → Conv_1 1×1 → Relu6 → mean,
 * under the embedding node's name. v2: 16 → 1280 channels (alpha 0.05); v1: 1024 → 1024 (alpha 1).
 * The kernel is no smaller than the stride: where it is, tfjs' WASM convolution answers with zeros.
 */
export function seededBackbone(options: SeededOptions = {}): TestNetwork {
  const { seed = 1, version = 2, hubInput = false } = options;
  const scope = `module_apply_default/MobilenetV${version}`;
  const [channels, features] = version === 2 ? [16, 1280] : [1024, 1024];
  const constants: [ManifestWeight, number[] | null][] = [
    [{ name: `${scope}/Conv/weights`, shape: [16, 16, 3, channels], dtype: 'float32' }, null],
    [
      { name: `${scope}/Conv_1/weights`, shape: [1, 1, channels, features], dtype: 'float32' },
      null,
    ],
    [{ name: `${scope}/Logits/axes`, shape: [2], dtype: 'int32' }, [1, 2]],
  ];
  const hub = 'module_apply_default/hub_input';
  if (hubInput) {
    constants.push(
      [{ name: `${hub}/Mul/y`, shape: [], dtype: 'float32' }, [2]],
      [{ name: `${hub}/Sub/y`, shape: [], dtype: 'float32' }, [1]],
    );
  }
  const conv = (name: string, input: string, stride: number) => ({
    name,
    op: 'Conv2D',
    input: [input, `${name}/weights`],
    attr: {
      T: FLOAT,
      data_format: NHWC,
      padding: SAME,
      strides: { list: { i: ['1', String(stride), String(stride), '1'] } },
      dilations: { list: { i: ['1', '1', '1', '1'] } },
    },
  });
  const scalarOp = (op: 'Mul' | 'Sub', input: string) => ({
    name: `${hub}/${op}`,
    op,
    input: [input, `${hub}/${op}/y`],
    attr: { T: FLOAT },
  });
  const embedding = version === 2 ? `${scope}/Logits/AvgPool` : `${scope}/Logits/global_pool`;
  const node = [
    {
      name: 'images',
      op: 'Placeholder',
      attr: { dtype: FLOAT, shape: { shape: { dim: ['-1', '224', '224', '3'].map(dimension) } } },
    },
    ...constants.map(([weight]) => constNode(weight)),
    ...(hubInput ? [scalarOp('Mul', 'images'), scalarOp('Sub', `${hub}/Mul`)] : []),
    conv(`${scope}/Conv`, hubInput ? `${hub}/Sub` : 'images', 16),
    { name: `${scope}/Conv/Relu6`, op: 'Relu6', input: [`${scope}/Conv`], attr: { T: FLOAT } },
    conv(`${scope}/Conv_1`, `${scope}/Conv/Relu6`, 1),
    { name: `${scope}/Conv_1/Relu6`, op: 'Relu6', input: [`${scope}/Conv_1`], attr: { T: FLOAT } },
    {
      name: embedding,
      op: 'Mean',
      input: [`${scope}/Conv_1/Relu6`, `${scope}/Logits/axes`],
      attr: { T: FLOAT, Tidx: { type: 'DT_INT32' }, keep_dims: { b: true } },
    },
  ];
  const modelJson: ModelJson = {
    format: 'graph-model',
    modelTopology: { node, library: {}, versions: {} },
    weightsManifest: [{ paths: ['weights.bin'], weights: constants.map(([weight]) => weight) }],
  };
  const fixed = new Map(
    constants.flatMap(([weight, values]) => (values ? [[weight.name, values]] : [])),
  );
  return { modelJson, weights: seededWeights(modelJson, seed, fixed) };
}

/**
 * Weights for every entry of a manifest: normal with He's deviation √(2 / fan-in) for kernels, zeros
 * for vectors (offsets and biases), ones for batch norms' scales, except where `fixed` has values.
 */
export function seededWeights(
  modelJson: ModelJson,
  seed: number,
  fixed: ReadonlyMap<string, number[]>,
): Uint8Array<ArrayBuffer> {
  const random = mulberry32(seed);
  const specs = modelJson.weightsManifest.flatMap((group) => group.weights);
  const size = (shape: number[]) => shape.reduce((product, length) => product * length, 1);
  const total = specs.reduce((sum, spec) => sum + 4 * size(spec.shape), 0);
  const view = new DataView(new ArrayBuffer(total));
  let offset = 0;
  for (const { name, shape, dtype } of specs) {
    const values = fixed.get(name);
    const vectorValue = name.endsWith('/Scaled') ? 1 : 0;
    // [height, width, in, out], or depthwise [height, width, in, 1].
    const [height = 1, width = 1, input = 1, output = 1] = shape;
    const deviation = Math.sqrt(2 / (height * width * (output === 1 ? 1 : input)));
    for (let i = 0; i < size(shape); i += 1) {
      const value = values?.[i] ?? (shape.length === 4 ? deviation * normal(random) : vectorValue);
      if (dtype === 'int32') view.setInt32(offset, value, true);
      else view.setFloat32(offset, value, true);
      offset += 4;
    }
  }
  return new Uint8Array(view.buffer);
}

/** The network's files by name: model.json, and the weights cut into shards as TF.js' converter names them. */
export function networkFiles(
  { modelJson, weights }: TestNetwork,
  shardBytes = weights.length,
): Map<string, Uint8Array<ArrayBuffer>> {
  const count = Math.ceil(weights.length / shardBytes);
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  for (let i = 0; i < count; i += 1) {
    const shard = weights.slice(i * shardBytes, (i + 1) * shardBytes);
    files.set(`group1-shard${i + 1}of${count}.bin`, shard);
  }
  const specs = modelJson.weightsManifest.flatMap((group) => group.weights);
  const resharded = {
    ...modelJson,
    weightsManifest: [{ paths: [...files.keys()], weights: specs }],
  };
  files.set('model.json', new TextEncoder().encode(JSON.stringify(resharded)));
  return files;
}

/** A small seeded generator of numbers in [0, 1) (Mulberry32, public domain). */
export function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Box-Muller. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

function constNode({ name, shape, dtype }: ManifestWeight) {
  const type = dtype === 'int32' ? 'DT_INT32' : 'DT_FLOAT';
  const tensorShape = { dim: shape.map(String).map(dimension) };
  return {
    name,
    op: 'Const',
    attr: { dtype: { type }, value: { tensor: { dtype: type, tensorShape } } },
  };
}

function dimension(size: string) {
  return { size };
}
