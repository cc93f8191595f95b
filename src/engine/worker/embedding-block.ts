/** Embeddings in memory: one growing block, one row per sample, rows of forgotten samples used again. */
export class EmbeddingBlock {
  private values: Float32Array<ArrayBuffer>;
  private readonly rows = new Map<string, number>();
  private readonly free: number[] = [];
  private used = 0;

  /** @param features length of one embedding. */
  constructor(
    private readonly features: number,
    capacity = 256,
  ) {
    this.values = new Float32Array(capacity * features);
  }

  has(id: string): boolean {
    return this.rows.has(id);
  }

  set(id: string, embedding: Float32Array): void {
    const row = this.rows.get(id) ?? this.free.pop() ?? this.nextRow();
    this.rows.set(id, row);
    this.values.set(embedding, row * this.features);
  }

  /** Copies an embedding to `target` at `offset`. False where there is none. */
  copy(id: string, target: Float32Array, offset: number): boolean {
    const row = this.rows.get(id);
    if (row === undefined) return false;
    const start = row * this.features;
    target.set(this.values.subarray(start, start + this.features), offset);
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
    if (this.used * this.features > this.values.length) {
      const grown = new Float32Array(this.values.length * 2);
      grown.set(this.values);
      this.values = grown;
    }
    return row;
  }
}
