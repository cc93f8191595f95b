import type { SampleId } from '../../project/types.ts';

/** A picture made small; null where it can no longer be read. */
export type Thumbnail = ImageBitmap | null;

/** Kept at most: 64 × 64 pixels of four bytes each are 16 kB. */
const MOST_KEPT = 2_000;
/** Decoding more at once only makes all of them late. */
const MOST_AT_ONCE = 6;

/** The map's thumbnails: read when first seen, the ones not seen for longest given up first. */
export class ThumbnailCache {
  /** In the order in which they were last asked for. */
  private readonly kept = new Map<SampleId, Thumbnail>();
  /** Last asked for, first read: it is in view now. */
  private readonly waiting = new Set<SampleId>();
  private readonly underWay = new Set<SampleId>();
  private closed = false;

  constructor(
    private readonly read: (id: SampleId) => Promise<Thumbnail>,
    /** A thumbnail has come. */
    private readonly onArrival: () => void,
  ) {}

  /** A thumbnail, if it is at hand; else it is sent for. */
  get(id: SampleId): Thumbnail | undefined {
    const found = this.kept.get(id);
    if (found !== undefined) {
      this.kept.delete(id);
      this.kept.set(id, found);
    } else if (!this.underWay.has(id)) {
      this.waiting.delete(id);
      this.waiting.add(id);
      this.readNext();
    }
    return found;
  }

  /** What has not been begun is no longer in view. */
  forgetWaiting(): void {
    this.waiting.clear();
  }

  /** For good: what is still on its way is given up when it comes. */
  close(): void {
    this.closed = true;
    this.waiting.clear();
    for (const thumbnail of this.kept.values()) thumbnail?.close();
    this.kept.clear();
  }

  private readNext(): void {
    const id = [...this.waiting].at(-1);
    if (id === undefined || this.underWay.size >= MOST_AT_ONCE) return;
    this.waiting.delete(id);
    this.underWay.add(id);
    void this.read(id).then((thumbnail) => {
      this.underWay.delete(id);
      if (this.closed) return thumbnail?.close();
      this.keep(id, thumbnail);
      this.onArrival();
      this.readNext();
    });
  }

  private keep(id: SampleId, thumbnail: Thumbnail): void {
    this.kept.set(id, thumbnail);
    const [oldest] = this.kept;
    if (this.kept.size <= MOST_KEPT || oldest === undefined) return;
    this.kept.delete(oldest[0]);
    oldest[1]?.close();
  }
}
