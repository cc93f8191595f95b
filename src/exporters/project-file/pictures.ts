import * as v from 'valibot';
import { MAX_FILE_BYTES } from '../../picture/types.ts';
import { stem } from './file-names.ts';
import { folderOf, picturePaths, teachableMachineLabel, testPaths } from './image-folders.ts';
import type { Archive, ArchiveContents, ArchiveKind } from './types.ts';

const LONGEST_LABEL = 200;
const NUMBERED = /^samples\/(\d{1,4})_\d+\.png$/;

/** genai-tm numbers its classes; their names are in the model's metadata. */
const LabelledSchema = v.object({
  labels: v.pipe(v.array(v.pipe(v.string(), v.maxLength(LONGEST_LABEL))), v.maxLength(1000)),
});

interface Clues {
  metadata: unknown;
  manifest: unknown;
  /** Of the zip. */
  name: string;
}

/**
 * The pictures of a zip that is no project of ours, by class: of genai-tm (`samples/0_12.png`), of
 * Teachable Machine (flat, the label in the name), or in folders. Null where it holds none.
 */
export function zippedPictures(
  archive: Archive,
  { metadata, manifest, name }: Clues,
): ArchiveContents | null {
  const paths = [...picturePaths([...archive.entries.keys()])];
  const found = paths.map((path) => ({ path, read: () => readPicture(archive, path) }));
  if (v.is(LabelledSchema, metadata) && paths.every((path) => NUMBERED.test(path))) {
    const { labels } = metadata;
    return byLabel('genai-tm', found, (path) => {
      const number = NUMBERED.exec(path)?.[1] ?? '';
      return labels[Number(number)] ?? `Class ${number}`;
    });
  }
  const flat = paths.every((path) => !path.includes('/'));
  if (flat && typeof manifest === 'object' && manifest !== null) {
    return byLabel('teachable-machine', found, teachableMachineLabel);
  }
  return byLabel('folders', found, (path) => folderOf(path, stem(name)));
}

/**
 * The pictures of a folder, by the folders in it; null where it holds none.
 * @param name for the class of pictures that lie in no folder.
 */
export function folderPictures(
  files: readonly { path: string; file: Blob }[],
  name: string,
): ArchiveContents | null {
  const pictures = picturePaths(files.map(({ path }) => path));
  const found = files
    .filter(({ path }) => pictures.has(path))
    .map(({ path, file }) => ({ path, read: async () => file }));
  return byLabel('folders', found, (path) => folderOf(path, name));
}

/** A picture in an archive; null where it is missing, damaged, or too large to be one. */
export async function readPicture(archive: Archive, path: string): Promise<Blob | null> {
  const entry = archive.entries.get(path);
  const bytes = entry && (await archive.read(entry, MAX_FILE_BYTES));
  return bytes ? new Blob([bytes]) : null;
}

/** "2.jpg" before "10.jpg". */
const byNumber = new Intl.Collator('en', { numeric: true });

function byLabel(
  kind: ArchiveKind,
  found: { path: string; read: () => Promise<Blob | null> }[],
  labelOf: (path: string) => string,
): ArchiveContents | null {
  if (found.length === 0) return null;
  const places = new Map<string, number>();
  const tested = kind === 'folders' ? testPaths(found.map(({ path }) => path)) : new Set();
  // The classes stand in the order of their folders, of those to learn from first.
  const last = ({ path }: { path: string }) => Number(tested.has(path));
  const pictures = found
    .toSorted((a, b) => last(a) - last(b) || byNumber.compare(a.path, b.path))
    .map(({ path, read }) => {
      const label = labelOf(path).slice(0, LONGEST_LABEL).trim() || 'Images';
      const place = places.get(label) ?? places.size;
      places.set(label, place);
      const name = path.split('/').at(-1) ?? path;
      const testOnly = tested.has(path);
      return { place, burst: null, name, addedAt: null, testOnly, fine: false, read };
    });
  const classes = [...places.keys()].map((name) => ({ name, enabled: true, example: false }));
  return { kind, classes, pictures, settings: null, model: null };
}
