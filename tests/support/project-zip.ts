import { strToU8, type Zippable, zipSync } from 'fflate';
import { writeKnown } from '../../src/exporters/known-schema.ts';
import { headBytes } from '../../src/exporters/project-file/head-bytes.ts';
import { openArchive } from '../../src/exporters/project-file/open-archive.ts';
import type { ProjectJson } from '../../src/exporters/project-file/project-schema.ts';
import type { ProjectFault } from '../../src/exporters/project-file/types.ts';
import { type KnownPictures, prototypesOf } from '../../src/head/known-pictures.ts';
import type { LinearHead } from '../../src/head/types.ts';
import { drawn } from './drawn-pictures.ts';

export const projectHead: LinearHead = {
  kind: 'linear',
  features: 3,
  classes: 2,
  kernel: Float32Array.of(1, -2, 0.5, 4, 1e-7, -0),
  bias: Float32Array.of(0.25, -0.25),
};

export const projectKnown: KnownPictures = {
  prototypes: prototypesOf(Float32Array.of(1, 2, 3, 0, -1, 5, 2, 2, 2), 3, [2, 1]),
  least: 0.25,
  usual: 0.5,
  threshold: 0.375,
};

/** A sound project of two classes with two pictures each. */
export function projectJson(): ProjectJson {
  const sample = (place: number, index: number, name: string): ProjectJson['samples'][number] => ({
    class: place,
    burst: place === 0 ? 0 : null,
    name,
    type: 'image/png',
    width: 192,
    height: 192,
    addedAt: 1_000 + index,
    testOnly: false,
    fine: false,
    file: `images/${place}/${index}.png`,
  });
  return {
    format: 'show-and-tell-project',
    formatVersion: 1,
    appVersion: '0.1.0',
    savedAt: '2026-11-23T11:22:34.000Z',
    classes: [
      { name: 'Discs', enabled: true, example: false },
      { name: 'He said "hi" 🎉 a/b', enabled: false, example: false },
    ],
    samples: [
      sample(0, 1, 'webcam'),
      sample(0, 2, 'webcam'),
      sample(1, 1, 'a.png'),
      sample(1, 2, 'b.png'),
    ],
    settings: { headKind: 'hidden', mirrorWebcam: false },
    model: {
      file: 'model/head.bin',
      head: { kind: 'linear', features: 3, classes: 2 },
      classes: [1, 0],
      namesAtTraining: ['b', 'Discs'],
      trainedAt: '2026-11-23T11:20:00.000Z',
      backboneId: 'starter',
      fingerprint: 'abc',
      options: { kind: 'linear' },
      evaluation: { method: 'none', reason: 'too-few-samples' },
      samplesPerClass: [2, 2],
      known: writeKnown(projectKnown),
      ownSimilarities: [0.25, 0.5, 0.75],
      temperature: 1.5,
      judged: null,
      tested: null,
      judgedOn: null,
      upToDate: true,
      milliseconds: 12.5,
    },
  };
}

const pictures = [drawn('disc', 1), drawn('disc', 2), drawn('stripes', 1), drawn('stripes', 2)].map(
  ({ buffer }) => new Uint8Array(buffer),
);

/** The sound project's files by path, in the order in which the app writes them. */
export function projectFiles(): Map<string, Uint8Array> {
  const json = projectJson();
  const files = new Map<string, Uint8Array>();
  for (const [index, { file }] of json.samples.entries()) {
    files.set(file, pictures[index] ?? new Uint8Array());
  }
  files.set('model/head.bin', headBytes(projectHead));
  return files.set('project.json', strToU8(JSON.stringify(json)));
}

/** A zip of the sound files with some replaced; null leaves one out. */
export function projectZip(
  changes: Record<string, Uint8Array | object | null> = {},
  folder = '',
): Uint8Array<ArrayBuffer> {
  const entries: Zippable = {};
  for (const [path, content] of [...projectFiles(), ...Object.entries(changes)]) {
    if (content === null) delete entries[folder + path];
    else {
      const bytes = content instanceof Uint8Array ? content : strToU8(JSON.stringify(content));
      entries[folder + path] = [bytes, { level: /json$/.test(path) ? 6 : 0 }];
    }
  }
  return new Uint8Array(zipSync(entries));
}

/** Any JSON, to be broken at will. */
type Json = ReturnType<typeof JSON.parse>;

/** A zip of the sound files, its project.json changed. */
export function changedProject(change: (json: Json) => void): Uint8Array<ArrayBuffer> {
  const json: Json = projectJson();
  change(json);
  return projectZip({ 'project.json': json });
}

/** Why a zip is not opened; null where it is. */
export async function projectFault(zip: Uint8Array<ArrayBuffer>): Promise<ProjectFault | null> {
  const opened = await openArchive(new Blob([zip]), 'some.zip');
  return opened.ok ? null : opened.fault;
}
