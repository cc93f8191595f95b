import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { pictureQuality, type QualityFault, qualityFault } from '../../picture/quality.ts';
import { decoder } from '../../project/decoder.ts';
import { readPicture } from '../../project/disk.ts';
import type { Sample, SampleId } from '../../project/types.ts';

export type PictureFaults = ReadonlyMap<SampleId, QualityFault | null>;

/** Enough to keep the decoder busy; each holds a picture and its crop. */
const AT_ONCE = 4;
/** Every telling makes the hints anew. */
const TELL_MILLISECONDS = 250;

/** A stored picture never changes, so each is looked at once. */
const faultStore = createStore<{ faults: PictureFaults }>(() => ({ faults: new Map() }));

export function usePictureFaults(): PictureFaults {
  return useStore(faultStore, ({ faults }) => faults);
}

export function unmeasured(samples: readonly Sample[]): Sample[] {
  const { faults } = faultStore.getState();
  return samples.filter(({ id }) => !faults.has(id));
}

/**
 * Looks at the pictures that were not yet looked at. One that cannot be read has no fault here: that
 * is said elsewhere.
 * @param onFraction of all `samples`
 */
export async function measurePictures(
  samples: readonly Sample[],
  signal: AbortSignal,
  onFraction: (fraction: number) => void,
): Promise<void> {
  const left = unmeasured(samples);
  let found = new Map<SampleId, QualityFault | null>();
  let done = samples.length - left.length;
  let told = performance.now();
  const tell = () => {
    const now = found;
    found = new Map();
    told = performance.now();
    faultStore.setState(({ faults }) => ({ faults: new Map([...faults, ...now]) }));
    onFraction(done / samples.length);
  };
  const queue = left.values();
  const work = async () => {
    for (const sample of queue) {
      const fault = await faultOf(sample, signal).catch(() => null);
      if (signal.aborted) return;
      found.set(sample.id, fault);
      done += 1;
      if (performance.now() - told > TELL_MILLISECONDS) tell();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  tell();
}

async function faultOf({ id, type }: Sample, signal: AbortSignal): Promise<QualityFault | null> {
  const bytes = await readPicture(id);
  const crop = bytes === null ? null : await decoder.crop(bytes, type, signal);
  return crop?.ok ? qualityFault(pictureQuality(crop.value)) : null;
}
