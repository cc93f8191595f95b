import * as v from 'valibot';

const Name = v.pipe(
  v.string(),
  v.maxLength(500),
  // TensorFlow's own rule for node names, which also keeps `__proto__` out.
  v.regex(/^[A-Za-z0-9.][\w.\-/>]*$/, 'not a node name'),
  // TF.js looks names up in plain objects, where these are always found.
  v.check((name) => !(name in Object.prototype), 'a reserved name'),
);
const Input = v.pipe(v.string(), v.maxLength(500));
const Length = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const Finite = v.pipe(v.number(), v.finite());

const Node = v.object({
  name: Name,
  op: v.pipe(v.string(), v.maxLength(100)),
  input: v.exactOptional(v.pipe(v.array(Input), v.maxLength(100))),
  attr: v.exactOptional(v.record(v.string(), v.unknown())),
});

const Quantization = v.object({
  dtype: v.picklist(['uint8', 'uint16', 'float16']),
  scale: v.exactOptional(Finite),
  min: v.exactOptional(Finite),
  original_dtype: v.exactOptional(v.picklist(['float32', 'int32'])),
});

const Spec = v.object({
  name: Name,
  shape: v.pipe(v.array(Length), v.maxLength(6)),
  dtype: v.picklist(['float32', 'int32', 'bool']),
  quantization: v.exactOptional(Quantization),
});

const TensorName = v.object({ name: Input });

/** `model.json` as `buildTfjsModel` writes it; what else stands in it is left out. */
export const ModelJsonSchema = v.object({
  format: v.literal('graph-model'),
  signature: v.object({
    inputs: v.object({ image: TensorName }),
    outputs: v.object({ probabilities: TensorName }),
  }),
  modelTopology: v.object({ node: v.pipe(v.array(Node), v.maxLength(5000)) }),
  weightsManifest: v.strictTuple([
    v.object({
      paths: v.strictTuple([v.literal('weights.bin')]),
      weights: v.pipe(v.array(Spec), v.maxLength(5000)),
    }),
  ]),
});

export type ModelJson = v.InferOutput<typeof ModelJsonSchema>;
