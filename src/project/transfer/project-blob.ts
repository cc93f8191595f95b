import { writeKnown } from '../../exporters/known-schema.ts';
import { writeAnswers } from '../../exporters/project-file/carried-answers.ts';
import { ENDINGS, folderNames } from '../../exporters/project-file/file-names.ts';
import { headBytes, headShape } from '../../exporters/project-file/head-bytes.ts';
import {
  HEAD_FILE,
  PROJECT_FORMAT,
  PROJECT_JSON,
  PROJECT_VERSION,
  type ProjectJson,
} from '../../exporters/project-file/project-schema.ts';
import type { SaveProjectFault } from '../../exporters/project-file/types.ts';
import { ok, type Result } from '../../result.ts';
import { isFine } from '../fine-samples.ts';
import { allSamples, type ProjectState } from '../store.ts';
import type { ClassId, Sample, SampleId } from '../types.ts';
import { carriedModel } from './carried-model.ts';
import { picturesZip, type Watch, type WrittenFile } from './pictures-zip.ts';
import { portableSettings } from './portable-settings.ts';

type Owned = Pick<ProjectState, 'classes' | 'samples' | 'settings' | 'model'>;

/** A zip of the whole project. A few pictures at a time are in memory. */
export async function projectBlob(
  project: Owned,
  appVersion: string,
  watch: Watch,
): Promise<Result<WrittenFile, SaveProjectFault>> {
  const { classes, samples, settings, model } = project;
  const folders = folderNames(classes.map(({ name }) => name));
  const places = new Map(classes.map(({ id }, place) => [id, place]));
  const numbers = new Map<ClassId, number>();
  const bursts = new Map<string, number>();
  const listed: ProjectJson['samples'] = [];
  const placeOf = new Map<SampleId, number>();
  const pathOf = (sample: Sample) => {
    const { classId, type, name, width, height, addedAt, burstId, testOnly } = sample;
    const number = (numbers.get(classId) ?? 0) + 1;
    numbers.set(classId, number);
    const place = places.get(classId) ?? 0;
    const file = `images/${folders[place] ?? place}/${number}${ENDINGS[type]}`;
    if (burstId !== null && !bursts.has(burstId)) bursts.set(burstId, bursts.size);
    const burst = burstId === null ? null : (bursts.get(burstId) ?? null);
    const fine = isFine(sample);
    placeOf.set(sample.id, listed.length);
    listed.push({ class: place, burst, name, type, width, height, addedAt, testOnly, fine, file });
    return file;
  };
  const now = new Date();
  const written = await picturesZip(allSamples(project), now, watch, async (sample, bytes) => ({
    path: pathOf(sample),
    bytes,
  }));
  if (!written.ok) return written;
  const { parts, writer, left } = written.value;

  const carried = model === null ? null : carriedModel(model, classes, samples, placeOf);
  const json: ProjectJson = {
    format: PROJECT_FORMAT,
    formatVersion: PROJECT_VERSION,
    appVersion,
    savedAt: now.toISOString(),
    classes: classes.map(({ name, enabled, example }) => ({ name, enabled, example })),
    samples: listed,
    settings: portableSettings(settings),
    model: carried && {
      ...carried,
      file: HEAD_FILE,
      head: headShape(carried.head),
      known: carried.known && writeKnown(carried.known),
      ownSimilarities: carried.ownSimilarities && Array.from(carried.ownSimilarities),
      judged: carried.judged && writeAnswers(carried.judged),
      tested: carried.tested && writeAnswers(carried.tested),
      // What can no longer be read is not in the file.
      upToDate: carried.upToDate && left.length === 0,
    },
  };
  if (model !== null) parts.push(...writer.add(HEAD_FILE, headBytes(model.head)));
  const text = new Uint8Array(new TextEncoder().encode(`${JSON.stringify(json, null, 1)}\n`));
  parts.push(...writer.add(PROJECT_JSON, text), ...writer.end());
  return ok({ file: new Blob(parts, { type: 'application/zip' }), pictures: listed.length, left });
}
