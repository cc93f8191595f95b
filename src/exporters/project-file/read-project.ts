import * as v from 'valibot';
import { failed, ok, type Result } from '../../result.ts';
import { readKnown } from '../known-schema.ts';
import { readAnswers } from './carried-answers.ts';
import { headByteLength, readHead } from './head-bytes.ts';
import type { ProjectModelJson } from './model-schema.ts';
import { readPicture } from './pictures.ts';
import { PROJECT_VERSION, ProjectSchema } from './project-schema.ts';
import type { Archive, ArchiveContents, ArchiveModel, ProjectFault } from './types.ts';

const VersionSchema = v.object({ formatVersion: v.pipe(v.number(), v.safeInteger()) });

/** Checks project.json and the head, and names the pictures' entries. */
export async function readProject(
  archive: Archive,
  json: unknown,
): Promise<Result<ArchiveContents, ProjectFault>> {
  const version = v.is(VersionSchema, json) ? json.formatVersion : PROJECT_VERSION;
  if (version > PROJECT_VERSION) return failed({ kind: 'newer-project', version });
  const parsed = v.safeParse(ProjectSchema, json);
  if (!parsed.success) {
    const [issue] = parsed.issues;
    const place = v.getDotPath(issue) ?? 'file';
    return failed({ kind: 'bad-project', detail: `${place}: ${issue.message}`.slice(0, 200) });
  }
  const { classes, samples, settings, model } = parsed.output;
  const readModel = model === null ? ok(null) : await withHead(archive, model, samples.length);
  if (!readModel.ok) return readModel;
  const pictures = samples.map(({ class: place, burst, name, addedAt, testOnly, fine, file }) => ({
    place,
    burst,
    name,
    addedAt,
    testOnly,
    fine,
    read: () => readPicture(archive, file),
  }));
  return ok({ kind: 'project', classes, pictures, settings, model: readModel.value });
}

async function withHead(
  archive: Archive,
  { file, head: shape, known, ownSimilarities, judged, tested, ...rest }: ProjectModelJson,
  samples: number,
): Promise<Result<ArchiveModel, ProjectFault>> {
  const entry = archive.entries.get(file);
  if (entry === undefined) return failed({ kind: 'bad-head', detail: 'missing' });
  const bytes = await archive.read(entry, headByteLength(shape));
  if (bytes === null) return failed({ kind: 'bad-head', detail: 'damaged' });
  const head = readHead(shape, bytes);
  if (!head.ok) return head;
  return ok({
    ...rest,
    head: head.value,
    known: known && readKnown(known),
    ownSimilarities: ownSimilarities && Float32Array.from(ownSimilarities),
    judged: judged && readAnswers(judged, shape.classes, samples),
    tested: tested && readAnswers(tested, shape.classes, samples),
  });
}
