import { readPicture } from '../../project/disk.ts';
import { allSamples, projectStore } from '../../project/store.ts';
import type { SampleId } from '../../project/types.ts';
import type { Thumbnail } from './thumbnail-cache.ts';

/** Pixels along a side: enough for a screen of high density. */
const SIDE = 64;

/** The middle of a sample's picture, made small; null where it cannot be read. Close it after use. */
export async function sampleThumbnail(id: SampleId): Promise<Thumbnail> {
  const sample = allSamples(projectStore.getState()).find((each) => each.id === id);
  if (sample === undefined) return null;
  const { type, width, height } = sample;
  try {
    const bytes = await readPicture(id);
    if (bytes === null) return null;
    const side = Math.min(width, height);
    return await createImageBitmap(
      new Blob([bytes], { type }),
      Math.floor((width - side) / 2),
      Math.floor((height - side) / 2),
      side,
      side,
      { resizeWidth: SIDE, resizeHeight: SIDE, resizeQuality: 'medium' },
    );
  } catch {
    return null;
  }
}
