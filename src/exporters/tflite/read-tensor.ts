import type { FlatTable } from './read-flat-table.ts';
import { refuseFile, refuseWeights } from './read-refusal.ts';
import { QUANTIZATION, type ReadType, TENSOR, TYPES } from './read-schema.ts';

/** real = scale · (stored − zero point) */
export interface ReadQuantization {
  /** One for all, or one for each place along `dimension`; positive. */
  scales: number[];
  /** As many. */
  zeroPoints: number[];
  dimension: number;
}

export interface ReadTensor {
  /** For a Refusal: `tensor` and its place in the file. */
  name: string;
  /** What the file calls it. */
  called: string;
  /** Positive lengths. */
  shape: number[];
  type: ReadType;
  /** Of every tensor of 8 or 16 bits, and of no float. */
  quantization: ReadQuantization | null;
  /** A view into the file, as long as shape and type say; null where it is calculated. */
  data: Uint8Array | null;
}

const BYTES: Record<ReadType, number> = {
  float32: 4,
  int32: 4,
  int64: 8,
  uint8: 1,
  int8: 1,
  int16: 2,
};
/** What can be stored in a tensor with a scale of its own, and what its zero may be. */
const STORED = {
  uint8: { least: 0, most: 255, zeros: [0, 255] },
  int8: { least: -128, most: 127, zeros: [-128, 127] },
  // Kernels of 16 bits know no other zero.
  int16: { least: -32768, most: 32767, zeros: [0, 0] },
} as const;

/** The integers that a tensor with a scale can hold; null for any other. */
export function storedRange(type: ReadType) {
  return type === 'uint8' || type === 'int8' || type === 'int16' ? STORED[type] : null;
}

/** @param buffers the file's, by their places; empty for what is calculated. */
export function readTensor(
  table: FlatTable,
  place: number,
  buffers: readonly Uint8Array[],
): ReadTensor {
  const name = `tensor ${place}`;
  const typeNumber = table.byte(TENSOR.type, 0);
  const type = TYPES.get(typeNumber) ?? refuseFile(`${name}: type ${typeNumber}`);
  const shape = table.int32s(TENSOR.shape);
  if (shape.length > 4 || shape.some((length) => length < 1)) {
    refuseFile(`${name}: shape [${shape}]`);
  }
  if (table.has(TENSOR.sparsity)) refuseFile(`${name}: sparse`);
  const bytes = buffers[table.uint32(TENSOR.buffer, 0)] ?? refuseFile(`${name}: no buffer`);
  const wanted = shape.reduce((product, length) => product * length, BYTES[type]);
  if (bytes.length > 0 && bytes.length !== wanted) {
    refuseWeights(`${name}: ${bytes.length} bytes, not ${wanted}`);
  }
  const quantization = readQuantization(table.table(TENSOR.quantization), { name, shape, type });
  const called = table.text(TENSOR.name);
  return { name, called, shape, type, quantization, data: bytes.length > 0 ? bytes : null };
}

function readQuantization(
  table: FlatTable | null,
  { name, shape, type }: Pick<ReadTensor, 'name' | 'shape' | 'type'>,
): ReadQuantization | null {
  const scales = table?.float32s(QUANTIZATION.scale) ?? [];
  const stored = storedRange(type);
  if (table === null || scales.length === 0) {
    return stored ? refuseWeights(`${name}: ${type} without a scale`) : null;
  }
  if (type === 'float32') return refuseWeights(`${name}: floats with a scale`);
  const zeroPoints = table.int64s(QUANTIZATION.zeroPoint);
  const dimension = table.int32(QUANTIZATION.dimension, 0);
  const [lowest, highest] = stored?.zeros ?? [0, 0];
  const sound =
    scales.every((scale) => Number.isFinite(scale) && scale > 0) &&
    zeroPoints.length === scales.length &&
    zeroPoints.every((zero) => zero >= lowest && zero <= highest) &&
    (scales.length === 1 || scales.length === shape[dimension]);
  if (!sound) refuseWeights(`${name}: scales and zero points that do not fit`);
  return { scales, zeroPoints, dimension };
}
