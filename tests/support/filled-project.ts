import { openArchive } from '../../src/exporters/project-file/open-archive.ts';
import { newClass } from '../../src/project/classes.ts';
import { writeClasses, writeNewSamples } from '../../src/project/disk.ts';
import { loadProject } from '../../src/project/load.ts';
import { saveModel } from '../../src/project/model.ts';
import { projectStore } from '../../src/project/store.ts';
import { dataSignature, type TrainedModel } from '../../src/project/trained-model.ts';
import type { Watch } from '../../src/project/transfer/pictures-zip.ts';
import { projectBlob } from '../../src/project/transfer/project-blob.ts';
import { takeInArchive } from '../../src/project/transfer/take-in-archive.ts';
import type { PictureClass, Sample } from '../../src/project/types.ts';
import { drawn } from './drawn-pictures.ts';
import { emptyDisk, prepareWithoutDecoding } from './project-on-disk.ts';

/** Never aborted. */
export const signal = new AbortController().signal;
export const watch: Watch = { signal, onFraction: () => undefined };

export const state = () => projectStore.getState();

/** A start of the app on whatever is on disk. */
export async function start(): Promise<void> {
  projectStore.setState({ classes: [], samples: {}, model: null, undoSteps: [] });
  await loadProject();
}

/** Opens a zip as the app does, but for the decoding. */
export async function open(zip: Blob, mode: 'replace' | 'add' = 'replace', stop = signal) {
  const opened = await openArchive(zip, 'some.zip');
  if (!opened.ok) return opened;
  return takeInArchive(
    opened.value,
    mode,
    'some.zip',
    prepareWithoutDecoding,
    stop,
    () => undefined,
  );
}

/** Two classes with three pictures each, two of them frames of one recording; trained. */
export async function filledProject(): Promise<void> {
  await emptyDisk();
  const classes = ['Discs', 'He said "hi" 🎉 a/b'].map((name, index) =>
    newClass([], { name, order: index + 1 }),
  );
  await writeClasses(classes);
  for (const [index, { id }] of classes.entries()) {
    for (let place = 0; place < 3; place++) {
      const { buffer } = drawn(index === 0 ? 'disc' : 'stripes', place);
      const sample: Sample = {
        id: `000000000-${index}${place}`,
        classId: id,
        burstId: place < 2 ? `burst ${index}` : null,
        name: place < 2 ? 'webcam' : 'photo.png',
        type: 'image/png',
        width: 192,
        height: 192,
        addedAt: 1_000.5 + place,
        testOnly: false,
        deletedAt: null,
      };
      await writeNewSamples([{ sample, bytes: new Uint8Array(buffer) }]);
    }
  }
  await start();
  await saveModel(modelOf(classes));
}

export function modelOf(classes: PictureClass[]): TrainedModel {
  return {
    version: 1,
    trainedAt: '2026-11-23T11:20:00.000Z',
    backboneId: 'starter',
    fingerprint: 'abc',
    head: {
      kind: 'linear',
      features: 2,
      classes: 2,
      kernel: Float32Array.of(0.1, -0.2, 1e-30, 3),
      bias: Float32Array.of(0.5, -0.5),
    },
    classIds: classes.map(({ id }) => id),
    namesAtTraining: classes.map(({ name }) => name),
    options: { kind: 'linear' },
    evaluation: { method: 'none', reason: 'too-few-samples' },
    samplesPerClass: [3, 3],
    signature: dataSignature(classes, state().samples),
    milliseconds: 3,
    judged: null,
    tested: null,
    known: null,
    ownSimilarities: null,
    temperature: null,
    judgedOn: null,
  };
}

/** The project as *Save project* writes it. */
export async function savedBlob(): Promise<Blob> {
  const saved = await projectBlob(state(), '0.1.0', watch);
  if (!saved.ok) throw new Error(saved.fault.kind);
  return saved.value.file;
}
