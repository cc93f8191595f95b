/** Rows that are allocated together: some 5 MB. */
const SEGMENT_ROWS = 1024;

/**
 * Embeddings in memory: one row per sample, rows of forgotten samples used again. It grows by
 * segments: one array that doubles would be copied each time, and half of it stand empty.
 */
export class EmbeddingBlock {
  private readonly segments: Float32Array<ArrayBuffer>[] = [];
  private readonly rows = new Map<string, number>();
  private readonly free: number[] = [];
  private used = 0;

  /** @param features length of one embedding. */
  constructor(private readonly features: number) {}

  has(id: string): boolean {
    return this.rows.has(id);
  }

  set(id: string, embedding: Float32Array): void {
    const row = this.rows.get(id) ?? this.free.pop() ?? this.nextRow();
    this.rows.set(id, row);
    this.at(row).set(embedding);
  }

  /** Copies an embedding to `target` at `offset`. False where there is none. */
  copy(id: string, target: Float32Array, offset: number): boolean {
    const row = this.rows.get(id);
    if (row === undefined) return false;
    target.set(this.at(row), offset);
    return true;
  }

  delete(id: string): void {
    const row = this.rows.get(id);
    if (row === undefined) return;
    this.rows.delete(id);
    this.free.push(row);
  }

  private nextRow(): number {
    const row = this.used;
    this.used += 1;
    if (this.used > this.segments.length * SEGMENT_ROWS) {
      this.segments.push(new Float32Array(SEGMENT_ROWS * this.features));
    }
    return row;
  }

  private at(row: number): Float32Array<ArrayBuffer> {
    const start = (row % SEGMENT_ROWS) * this.features;
    const segment = this.segments[Math.floor(row / SEGMENT_ROWS)];
    if (segment === undefined) throw new RangeError('row');
    return segment.subarray(start, start + this.features);
  }
}
