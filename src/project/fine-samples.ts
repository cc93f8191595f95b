import { writeSamples } from './disk.ts';
import { sampleTurn } from './in-turn.ts';
import { saved } from './saving.ts';
import { allSamples, arrange, projectStore } from './store.ts';
import type { Sample, SampleId } from './types.ts';

/** Whether the user said that a sample is right in the class that it is in now. */
export function isFine({ fineAs, classId }: Sample): boolean {
  return fineAs === classId;
}

/**
 * Says that samples are right in the classes that they are in, or takes that back, on disk too. It
 * holds as long as a sample stays in its class.
 * @returns false where it could not be saved
 */
export function markFine(ids: ReadonlySet<SampleId>, fine: boolean): Promise<boolean> {
  return sampleTurn(async () => {
    const marked = allSamples(projectStore.getState())
      .filter((sample) => ids.has(sample.id) && isFine(sample) !== fine)
      .map((sample) => withMark(sample, fine));
    if (marked.length === 0) return true;
    if (!(await saved(() => writeSamples(marked)))) return false;
    projectStore.setState(({ classes, samples }) =>
      arrange(classes, [...Object.values(samples).flat(), ...marked], samples),
    );
    return true;
  });
}

function withMark({ fineAs, ...sample }: Sample, fine: boolean): Sample {
  return fine ? { ...sample, fineAs: sample.classId } : sample;
}
