import {
  ENDINGS,
  folderNames,
  safeName,
  stem,
  UniqueNames,
} from '../../exporters/project-file/file-names.ts';
import { TEST_FOLDER, TRAIN_FOLDER } from '../../exporters/project-file/image-folders.ts';
import type { SaveProjectFault } from '../../exporters/project-file/types.ts';
import {
  TRAINING_FILES,
  type TrainingProject,
  trainingFiles,
} from '../../exporters/python/training-files.ts';
import { ok, type Result } from '../../result.ts';
import type { ProjectState } from '../store.ts';
import { picturesZip, type Watch, type WrittenFile } from './pictures-zip.ts';

/**
 * A zip of the pictures of all classes that are switched on, a folder for each, as Keras'
 * `image_dataset_from_directory` and PyTorch's `ImageFolder` read them; and beside these a script
 * that trains on them. Where some are only tested, these folders lie in `test`, those of the others
 * in `train`.
 * @param toPng for WebP, which Keras passes over; null where it cannot be read.
 */
export async function imagesBlob(
  { classes, samples }: Pick<ProjectState, 'classes' | 'samples'>,
  training: Pick<TrainingProject, 'backbone' | 'head'>,
  toPng: (picture: Blob) => Promise<Uint8Array<ArrayBuffer> | null>,
  watch: Watch,
): Promise<Result<WrittenFile, SaveProjectFault>> {
  const used = classes.filter((each) => each.enabled && (samples[each.id]?.length ?? 0) > 0);
  const names = used.map(({ name }) => name);
  const folders = folderNames(names, TRAINING_FILES);
  const folderOf = new Map(used.map(({ id }, place) => [id, folders[place]]));
  const unique = new UniqueNames();
  const bursts = new Map<string, string[]>();
  const chosen = used.flatMap(({ id }) => samples[id] ?? []);
  const split = chosen.some(({ testOnly }) => testOnly);
  const written = await picturesZip(chosen, new Date(), watch, async (sample, stored) => {
    const { type, classId, name, testOnly, burstId } = sample;
    const isWebp = type === 'image/webp';
    const bytes = isWebp ? await toPng(new Blob([stored], { type })) : stored;
    const part = split ? `${testOnly ? TEST_FOLDER : TRAIN_FOLDER}/` : '';
    const folder = part + (folderOf.get(classId) ?? 'class');
    const fileName = safeName(stem(name), 'image');
    const path = unique.take(`${folder}/${fileName}`, ENDINGS[isWebp ? 'image/png' : type]);
    const burst = bursts.get(burstId ?? '') ?? [];
    burst.push(path);
    if (burstId !== null) bursts.set(burstId, burst);
    return bytes && { path, bytes };
  });
  if (!written.ok) return written;
  const { parts, writer, left } = written.value;
  const files = trainingFiles({
    ...training,
    classes: names.map((name, place) => ({ name, folder: folders[place] ?? 'class' })),
    bursts: [...bursts.values()].filter(({ length }) => length > 1),
  });
  for (const { path, bytes } of files) parts.push(...writer.add(path, bytes));
  parts.push(...writer.end());
  const pictures = chosen.length - left.length;
  return ok({ file: new Blob(parts, { type: 'application/zip' }), pictures, left });
}
