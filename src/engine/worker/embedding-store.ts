import { createStore, delMany, getMany, keys, setMany } from 'idb-keyval';
import type { Matrix } from '../../head/types.ts';
import { EmbeddingBlock } from './embedding-block.ts';

const disk = createStore('show-and-tell-embeddings', 'vectors');

/** Vectors read in one transaction. */
const READ_BATCH = 500;

/**
 * The embeddings of one backbone: on disk for good, in memory once needed. Keys are
 * `space/sample` and `space/sample/m` (mirror image), where the space is the start of the backbone's
 * fingerprint, so embeddings of another network can never be taken for these.
 */
export class EmbeddingStore {
  private readonly blocks: Record<'original' | 'mirrored', EmbeddingBlock>;
  private readonly space: string;

  constructor(
    fingerprint: string,
    private readonly features: number,
  ) {
    this.space = fingerprint.slice(0, 16);
    this.blocks = {
      original: new EmbeddingBlock(features),
      mirrored: new EmbeddingBlock(features),
    };
  }

  /** Samples whose embeddings are on disk. */
  async list(): Promise<{ originals: string[]; mirrored: string[] }> {
    const originals: string[] = [];
    const mirrored: string[] = [];
    for (const key of await keys(disk)) {
      const [space, sample, mirror] = String(key).split('/');
      if (space === this.space && sample !== undefined) {
        (mirror === 'm' ? mirrored : originals).push(sample);
      }
    }
    return { originals, mirrored };
  }

  /** Writes `ids.length` embeddings, laid out one after the other. Resolves when they are on disk. */
  async write(ids: string[], embeddings: Float32Array, mirror: boolean): Promise<void> {
    const { features } = this;
    const rows = ids.map((_, index) => embeddings.slice(index * features, (index + 1) * features));
    await setMany(
      ids.map((id, index) => [this.key(id, mirror), rows[index]]),
      disk,
    );
    const block = this.block(mirror);
    ids.forEach((id, index) => {
      const row = rows[index];
      if (row !== undefined) block.set(id, row);
    });
  }

  /** The embeddings of the samples, one row each, or how many of them are missing. */
  async gather(ids: string[], mirror: boolean): Promise<Matrix | { missing: number }> {
    await this.load(ids, mirror);
    const block = this.block(mirror);
    const values = new Float32Array(ids.length * this.features);
    const missing = ids.filter((id, row) => !block.copy(id, values, row * this.features)).length;
    return missing > 0 ? { missing } : { rows: ids.length, cols: this.features, values };
  }

  private async load(ids: string[], mirror: boolean): Promise<void> {
    const block = this.block(mirror);
    const wanted = ids.filter((id) => !block.has(id));
    for (let start = 0; start < wanted.length; start += READ_BATCH) {
      const batch = wanted.slice(start, start + READ_BATCH);
      const found: unknown[] = await getMany(
        batch.map((id) => this.key(id, mirror)),
        disk,
      );
      batch.forEach((id, index) => {
        const vector = found[index];
        const fits = vector instanceof Float32Array && vector.length === this.features;
        if (fits) block.set(id, vector);
      });
    }
  }

  drop(ids: string[]): void {
    for (const id of ids) {
      this.blocks.original.delete(id);
      this.blocks.mirrored.delete(id);
    }
  }

  private block(mirror: boolean): EmbeddingBlock {
    return mirror ? this.blocks.mirrored : this.blocks.original;
  }

  private key(id: string, mirror: boolean): string {
    return mirror ? `${this.space}/${id}/m` : `${this.space}/${id}`;
  }
}

/** Removes the embeddings of samples from disk, of whichever backbone. */
export async function forgetEmbeddings(ids: string[]): Promise<void> {
  const gone = new Set(ids);
  const found = (await keys(disk)).filter((key) => gone.has(String(key).split('/')[1] ?? ''));
  await delMany(found, disk);
}
