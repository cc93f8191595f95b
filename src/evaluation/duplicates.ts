import type { Matrix } from '../head/types.ts';

/**
 * Groups in which rows with the very same embedding stand together, whatever groups they had: a
 * picture uploaded twice must not be held out while its twin is trained on.
 * @param groups [rows]
 * @returns [rows]
 */
export function joinDuplicates(embeddings: Matrix, groups: Int32Array): Int32Array<ArrayBuffer> {
  const { rows, cols, values } = embeddings;
  const bits = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const same = (a: number, b: number) => {
    for (let p = 0; p < cols; p++) if (bits[a * cols + p] !== bits[b * cols + p]) return false;
    return true;
  };
  const firstWith = new Map<number, number>();
  /** From a group to the one that it was joined to. */
  const joined = new Map<number, number>();
  const root = (group: number): number => {
    const to = joined.get(group);
    return to === undefined ? group : root(to);
  };
  for (let row = 0; row < rows; row++) {
    // FNV-1a over the embedding's bits; equality is checked, so a collision joins nothing wrongly.
    let hash = 0x811c9dc5;
    for (let p = 0; p < cols; p++) hash = Math.imul(hash ^ bits[row * cols + p], 0x01000193);
    const twin = firstWith.get(hash);
    if (twin === undefined) firstWith.set(hash, row);
    else if (same(row, twin)) {
      const [from, to] = [root(groups[row]), root(groups[twin])];
      if (from !== to) joined.set(from, to);
    }
  }
  return Int32Array.from(groups, root);
}
