/** A project as large as one likes, put on disk at once: records, pictures, embeddings. */
import { newClass } from '../src/project/classes.ts';
import { writeClasses, writeNewSamples } from '../src/project/disk.ts';
import { newIdentifier } from '../src/project/identifier.ts';
import type { PictureClass, Sample } from '../src/project/types.ts';
import { type Space, storeDrawn } from './drawn-embeddings.ts';

const AT_ONCE = 200;

/** @param photos whose bytes the pictures are, one after the other and from the start again */
export async function seedProject(
  samples: number,
  classes: number,
  photos: readonly File[],
  space: Space,
): Promise<void> {
  const made: PictureClass[] = [];
  for (let at = 0; at < classes; at++) {
    made.push(newClass(made, { name: `Class ${at + 1}`, order: at + 1 }));
  }
  await writeClasses(made);
  const pictures = await Promise.all(
    photos.map(async (photo) => new Uint8Array(await photo.arrayBuffer())),
  );
  const start = Date.now() - samples;
  const all = Array.from({ length: samples }, (_, place) =>
    sampleAt(made[place % classes]?.id ?? '', start + place),
  );
  for (let from = 0; from < samples; from += AT_ONCE) {
    await writeNewSamples(
      all.slice(from, from + AT_ONCE).map((sample, at) => ({
        sample,
        bytes: pictures[(from + at) % pictures.length] ?? new Uint8Array(),
      })),
    );
  }
  const labels = all.map((_, place) => place % classes);
  await storeDrawn(
    all.map(({ id }) => id),
    labels,
    space,
  );
}

function sampleAt(classId: string, addedAt: number): Sample {
  return {
    id: newIdentifier(),
    classId,
    burstId: null,
    name: 'photo.jpg',
    type: 'image/jpeg',
    width: 320,
    height: 240,
    addedAt,
    testOnly: false,
    deletedAt: null,
  };
}
