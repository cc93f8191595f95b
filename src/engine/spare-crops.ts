import type { CropPixels } from '../picture/types.ts';

/**
 * Copies of crops to be moved into the worker, in buffers that it has given back. A fresh buffer of
 * 200 kB is fifty pages, which some systems take longer to hand out than the copying takes.
 */
export class SpareCrops {
  private readonly spare: CropPixels[] = [];

  /** @param most buffers kept */
  constructor(private readonly most: number) {}

  copy(crop: CropPixels): CropPixels {
    const used = this.spare.pop();
    if (used?.length !== crop.length) return crop.slice();
    used.set(crop);
    return used;
  }

  /** Takes back what was moved away and has come home. */
  giveBack(crops: readonly CropPixels[]): void {
    this.spare.push(...crops.slice(0, this.most - this.spare.length));
  }
}
