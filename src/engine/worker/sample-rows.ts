import { allFinite } from '../../head/all-finite.ts';
import type { Matrix } from '../../head/types.ts';
import type { EmbeddingStore } from './embedding-store.ts';

/** One row of a sample: its embedding, or that of its mirror image. */
export interface SampleRow {
  sampleId: string;
  mirror: boolean;
  /** [features] */
  embedding: Float32Array;
}

/** Reads the rows that a head is fitted on. */
export class SampleRows {
  constructor(private readonly embeddings: EmbeddingStore) {}

  /**
   * Of each sample its embedding and, if they are used, that of its mirror image.
   * @throws Missing, NotFinite
   */
  async of(ids: readonly string[], mirrored: boolean): Promise<SampleRow[]> {
    const matrices = [await this.matrix(ids, false)];
    if (mirrored) matrices.push(await this.matrix(ids, true));
    // A GPU with half floats can overflow; one such row would spoil the sums for good.
    if (!matrices.every(({ values }) => allFinite(values))) throw new NotFinite();
    return matrices.flatMap((matrix, at) =>
      ids.map((sampleId, row) => ({
        sampleId,
        mirror: at === 1,
        embedding: rowOf(matrix, row),
      })),
    );
  }

  /** @throws Missing */
  async matrix(ids: readonly string[], mirrored: boolean): Promise<Matrix> {
    const found = await this.embeddings.gather([...ids], mirrored);
    if ('missing' in found) throw new Missing(found.missing);
    return found;
  }
}

export class Missing extends Error {
  constructor(readonly samples: number) {
    super('Embeddings are missing.');
  }
}

export class NotFinite extends Error {}

function rowOf({ cols, values }: Matrix, row: number): Float32Array {
  return values.subarray(row * cols, (row + 1) * cols);
}
