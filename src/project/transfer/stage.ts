import type { ArchiveContents, ArchivePicture } from '../../exporters/project-file/types.ts';
import type { PictureFault, StoredPicture } from '../../picture/types.ts';
import { failed, ok, type Result } from '../../result.ts';
import { LONGEST_NAME, newClass } from '../classes.ts';
import { purge, writeClasses, writeNewSamples } from '../disk.ts';
import { newIdentifier } from '../identifier.ts';
import { type StorageFault, storageFault } from '../saving.ts';
import type { PictureClass, Sample, SampleId } from '../types.ts';

/** Makes of a file the picture to keep. */
export type Prepare = (
  file: Blob,
  signal: AbortSignal,
) => Promise<Result<StoredPicture, PictureFault>>;

/** A picture that was left out, and why. */
export interface RefusedPicture {
  name: string;
  fault: PictureFault | { kind: 'missing' };
}

/** Classes and samples that are on disk, but in no project yet. */
export interface Staged {
  /** In the archive's order. */
  classes: PictureClass[];
  samples: Sample[];
  /** By the archive's pictures; null for one that was left out. */
  sampleIds: (SampleId | null)[];
  refused: RefusedPicture[];
}

export type StageFault =
  | { kind: 'cancelled' }
  | { kind: 'not-saved'; storage: StorageFault }
  | { kind: 'no-readable-pictures'; refused: RefusedPicture[] };

/** Pictures decoded together and written in one transaction. */
const BATCH = 16;
/** Another tab's start leaves what is being staged alone for so long; see `makeDeletionsFinal`. */
const STAGING_TIME = 3_600_000;

/**
 * Writes all that an archive holds to disk, out of sight: its classes bear the mark of deleted ones,
 * so that whatever is cut short here is removed for good at a later start, and nothing of the open
 * project is touched. `commit` makes them live.
 */
export async function stage(
  { classes, pictures }: ArchiveContents,
  prepare: Prepare,
  signal: AbortSignal,
  onFraction: (fraction: number) => void,
): Promise<Result<Staged, StageFault>> {
  const now = Date.now();
  const staged: Staged = {
    classes: classes.map(({ name, enabled, example }, index) =>
      newClass([], {
        name: name.trim().slice(0, LONGEST_NAME) || `Class ${index + 1}`,
        order: index + 1,
        enabled,
        example,
        deletedAt: now + STAGING_TIME,
      }),
    ),
    samples: [],
    sampleIds: pictures.map(() => null),
    refused: [],
  };
  // In the order of the archive also where two were taken at the same time: the folds depend on it.
  const ids = pictures.map(() => newIdentifier(now)).sort();
  const bursts = new Map<number, string>();
  const take = async (picture: ArchivePicture, index: number) => {
    const file = await picture.read();
    const made = file === null ? failed({ kind: 'missing' as const }) : await prepare(file, signal);
    const { name, place, burst, addedAt, testOnly, fine } = picture;
    if (!made.ok) {
      staged.refused.push({ name, fault: made.fault });
      return [];
    }
    if (burst !== null && !bursts.has(burst)) bursts.set(burst, newIdentifier(now));
    const { bytes, type, width, height } = made.value;
    const classId = staged.classes[place]?.id ?? '';
    const sample: Sample = {
      id: ids[index] ?? newIdentifier(now),
      classId,
      burstId: burst === null ? null : (bursts.get(burst) ?? null),
      name,
      type,
      width,
      height,
      // Thousandths keep the archive's order, as in an upload.
      addedAt: addedAt ?? now + index / 1000,
      testOnly,
      ...(fine ? { fineAs: classId } : {}),
      deletedAt: null,
    };
    staged.sampleIds[index] = sample.id;
    return [{ sample, bytes }];
  };
  try {
    await writeClasses(staged.classes);
    // One batch is written while the next is decoded.
    let writing = Promise.resolve();
    for (let start = 0; start < pictures.length && !signal.aborted; start += BATCH) {
      const some = pictures.slice(start, start + BATCH);
      const ready = await Promise.all(some.map((each, index) => take(each, start + index)));
      await writing;
      const batch = ready.flat();
      staged.samples.push(...batch.map(({ sample }) => sample));
      writing = writeNewSamples(batch);
      // It is awaited a batch later; until then its failure is not unheard.
      writing.catch(() => undefined);
      onFraction(Math.min(1, (start + BATCH) / pictures.length));
    }
    await writing;
  } catch (error) {
    await discard(staged);
    return failed({ kind: 'not-saved', storage: storageFault(error) });
  }
  const nothing = pictures.length > 0 && staged.samples.length === 0;
  if (!signal.aborted && !nothing) return ok(staged);
  await discard(staged);
  if (signal.aborted) return failed({ kind: 'cancelled' });
  return failed({ kind: 'no-readable-pictures', refused: staged.refused });
}

/** Takes back what was staged; where even that fails, a later start does it. */
export async function discard({ samples, classes }: Staged): Promise<void> {
  await purge(samples, classes).catch(() => undefined);
}
