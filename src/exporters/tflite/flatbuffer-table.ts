import type { Builder, Offset } from 'flatbuffers';

/** One field of a table, at its slot: its place in the schema, from 0. */
export type Field = readonly [
  slot: number,
  as: 'int8' | 'int32' | 'float32' | 'offset',
  value: number,
];

/** Writes a table, every field of it even where it is the default; what it points to must stand already. */
export function writeTable(builder: Builder, fields: readonly Field[]): Offset {
  builder.startObject(1 + Math.max(-1, ...fields.map(([slot]) => slot)));
  for (const [slot, as, value] of fields) {
    if (as === 'int8') builder.addFieldInt8(slot, value, null);
    else if (as === 'int32') builder.addFieldInt32(slot, value, null);
    else if (as === 'float32') builder.addFieldFloat32(slot, value, null);
    else builder.addFieldOffset(slot, value, 0);
  }
  return builder.endObject();
}

/** A vector of tables, vectors or strings. */
export function writeOffsets(builder: Builder, offsets: readonly Offset[]): Offset {
  builder.startVector(4, offsets.length, 4);
  for (const offset of offsets.toReversed()) builder.addOffset(offset);
  return builder.endVector();
}

export function writeInt32s(builder: Builder, values: readonly number[]): Offset {
  builder.startVector(4, values.length, 4);
  for (const value of values.toReversed()) builder.addInt32(value);
  return builder.endVector();
}

export function writeInt64s(builder: Builder, values: readonly number[]): Offset {
  builder.startVector(8, values.length, 8);
  for (const value of values.toReversed()) builder.addInt64(BigInt(value));
  return builder.endVector();
}

export function writeFloat32s(builder: Builder, values: ArrayLike<number>): Offset {
  builder.startVector(4, values.length, 4);
  for (let at = values.length - 1; at >= 0; at--) builder.addFloat32(values[at] ?? 0);
  return builder.endVector();
}

/** Bytes whose first stands at a multiple of `alignment`. */
export function writeBytes(builder: Builder, bytes: Uint8Array, alignment: number): Offset {
  // Before the vector's own, weaker, demand; the length then stands before the aligned bytes.
  builder.prep(alignment, bytes.length);
  return builder.createByteVector(bytes);
}
