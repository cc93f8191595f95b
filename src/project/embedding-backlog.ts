import type { Sample, SampleId } from './types.ts';

/** Samples to embed together: as they are, or mirrored. */
export interface EmbeddingBatch {
  samples: Sample[];
  mirror: boolean;
}

/**
 * Which live samples still lack an embedding of the backbone in use. A sample more, or an embedding
 * more, costs the same however many there are; only `survey` looks at all of them.
 */
export class EmbeddingBacklog {
  private originals = new Set<SampleId>();
  private mirrored = new Set<SampleId>();
  private readonly unreadable = new Set<SampleId>();
  /** Live and readable, in the order of their turn. */
  private lackOriginal = new Map<SampleId, Sample>();
  private lackMirror = new Map<SampleId, Sample>();
  private total = 0;
  private lost: SampleId[] = [];

  /** Another backbone: these embeddings are there, and no others. Call `survey` then. */
  begin(originals: Iterable<SampleId>, mirrored: Iterable<SampleId>): void {
    this.originals = new Set(originals);
    this.mirrored = new Set(mirrored);
  }

  /** Begins anew with all live samples. */
  survey(live: readonly Sample[]): void {
    this.total = 0;
    this.lost = [];
    this.lackOriginal = new Map();
    this.lackMirror = new Map();
    for (const sample of live) this.add(sample);
  }

  /** One more live sample. One that is only tested needs no mirror image. */
  add(sample: Sample): void {
    const { id, testOnly } = sample;
    this.total += 1;
    if (this.unreadable.has(id)) {
      this.lost.push(id);
      return;
    }
    if (!this.originals.has(id)) this.lackOriginal.set(id, sample);
    if (!testOnly && !this.mirrored.has(id)) this.lackMirror.set(id, sample);
  }

  /** Their embeddings are on disk. */
  finish(ids: readonly SampleId[], mirror: boolean): void {
    for (const id of ids) {
      (mirror ? this.mirrored : this.originals).add(id);
      (mirror ? this.lackMirror : this.lackOriginal).delete(id);
    }
  }

  /** A sample's picture can no longer be read: nothing will be made of it. */
  lose(id: SampleId): void {
    this.unreadable.add(id);
    if (this.isOpen(id)) this.lost = [...this.lost, id];
    this.lackOriginal.delete(id);
    this.lackMirror.delete(id);
  }

  /** Whether something is still to be made of a sample. */
  isOpen(id: SampleId): boolean {
    return this.lackOriginal.has(id) || this.lackMirror.has(id);
  }

  /**
   * What to embed next: mirror images only when all originals are done or under way.
   * @param first these before all others
   * @param underWay not these
   */
  next(
    first: Iterable<SampleId>,
    underWay: ReadonlySet<SampleId>,
    most: number,
  ): EmbeddingBatch | null {
    const firstOf = (queue: ReadonlyMap<SampleId, Sample>): Sample[] => {
      const found = new Set<Sample>();
      const take = (ids: Iterable<SampleId>) => {
        for (const id of ids) {
          if (found.size === most) return;
          const sample = queue.get(id);
          if (sample !== undefined && !underWay.has(id)) found.add(sample);
        }
      };
      take(first);
      take(queue.keys());
      return [...found];
    };
    const originals = firstOf(this.lackOriginal);
    if (originals.length > 0) return { samples: originals, mirror: false };
    const mirrors = firstOf(this.lackMirror);
    return mirrors.length > 0 ? { samples: mirrors, mirror: true } : null;
  }

  /** `done` counts the lost ones, too: nothing is left to do for them. */
  counts(): { total: number; done: number; mirrorsLeft: number; unreadable: SampleId[] } {
    return {
      total: this.total,
      done: this.total - this.lackOriginal.size,
      mirrorsLeft: this.lackMirror.size,
      unreadable: this.lost,
    };
  }
}
