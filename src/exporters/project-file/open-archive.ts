import { failed, ok, type Result } from '../../result.ts';
import { writtenAs } from '../metadata.ts';
import { parseJson } from '../parse-json.ts';
import { openZipFile, type ZipFile } from '../zip-file.ts';
import { zippedPictures } from './pictures.ts';
import { PROJECT_FORMAT, PROJECT_JSON, PROJECT_LIMITS } from './project-schema.ts';
import { readProject } from './read-project.ts';
import type { Archive, ArchiveContents, ProjectFault } from './types.ts';

/** All of a project's JSON at 10,000 pictures has some 3 MB, and a few more with a model of many classes. */
const MAX_JSON_BYTES = 20 * 2 ** 20;
/** Pictures and weights shrink by a few percent, black ones of the BMP kind by far less than this. */
const LARGEST_RATIO = 200;

/**
 * Finds out what a zip is, and reads and checks all of it but its pictures, which are read one by
 * one later. Only the directory and one entry are in memory at a time. Never throws.
 * @param name of the file, for pictures that lie in no folder.
 */
export async function openArchive(
  file: Blob,
  name: string,
): Promise<Result<ArchiveContents, ProjectFault>> {
  const opened = await openZipFile(file, PROJECT_LIMITS);
  if (!opened.ok) return opened;
  const bytes = opened.value.entries.reduce((sum, { inflatedBytes }) => sum + inflatedBytes, 0);
  if (bytes > LARGEST_RATIO * file.size) {
    return failed({ kind: 'inflates-too-much', bytes, size: file.size });
  }
  const archive = unfolded(opened.value);
  if (archive.entries.has(PROJECT_JSON)) {
    const json = await archive.json(PROJECT_JSON);
    if (formatOf(json) === PROJECT_FORMAT) return readProject(archive, json);
    // Damaged: what else is in it would come without its order, its recordings and its model.
    if (json === undefined) return failed({ kind: 'bad-project', detail: 'no JSON' });
  }
  const metadata = await archive.json('metadata.json');
  const format = writtenAs(metadata);
  if (format !== null && format !== 'tfjs') return failed({ kind: 'other-format', format });
  if (formatOf(metadata) === 'show-and-tell-model') return failed({ kind: 'is-model' });
  const manifest = await archive.json('manifest.json');
  const contents = zippedPictures(archive, { metadata, manifest, name });
  if (contents !== null) return ok(contents);
  const foreign = archive.entries.has('model.json') && archive.entries.has('weights.bin');
  return failed({ kind: foreign ? 'is-foreign-model' : 'no-pictures' });
}

/** Whether a file is a project of this app; nothing of it is checked. Never throws. */
export async function holdsProject(file: Blob): Promise<boolean> {
  const opened = await openZipFile(file, PROJECT_LIMITS);
  if (!opened.ok) return false;
  return formatOf(await unfolded(opened.value).json(PROJECT_JSON)) === PROJECT_FORMAT;
}

const formatOf = (json: unknown): unknown =>
  typeof json === 'object' && json !== null && 'format' in json ? json.format : undefined;

/** Packing a folder by hand puts its name before every path; "__MACOSX" is the Mac's own addition. */
function unfolded({ entries, read }: ZipFile): Archive {
  const files = entries.filter(({ path }) => !/\/$|^__MACOSX\//.test(path));
  const known = /^([^/]+\/)?(project|metadata|manifest)\.json$/;
  const folder = files
    .flatMap(({ path }) => known.exec(path)?.[1] ?? [])
    .find((candidate) => files.every(({ path }) => path.startsWith(candidate)));
  const skip = folder?.length ?? 0;
  const byPath = new Map(files.map((entry) => [entry.path.slice(skip), entry]));
  return {
    entries: byPath,
    read,
    async json(path) {
      const entry = byPath.get(path);
      const bytes = entry && (await read(entry, MAX_JSON_BYTES));
      return bytes ? parseJson(bytes) : undefined;
    },
  };
}
