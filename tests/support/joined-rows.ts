import type { Matrix } from '../../src/head/types.ts';

/** Rows, one below the other. */
export function joined(rows: readonly Float32Array[]): Matrix {
  const cols = rows[0]?.length ?? 0;
  const values = new Float32Array(rows.length * cols);
  for (const [row, embedding] of rows.entries()) values.set(embedding, row * cols);
  return { rows: rows.length, cols, values };
}
