/** The app without its screen: the very functions that its buttons call. */
import { takeIn } from '../src/capture/intake.ts';
import { engine } from '../src/engine/engine.ts';
import { CropCanvas } from '../src/picture/crop-canvas.ts';
import type { CropPixels } from '../src/picture/types.ts';
import { startEngine, takeOwnFiles } from '../src/project/backbone-choice.ts';
import { backboneStore } from '../src/project/backbone-state.ts';
import { changeSettings } from '../src/project/change-settings.ts';
import { addClass, deleteClass, removeAll } from '../src/project/classes.ts';
import { type EmbeddingState, embeddingStore } from '../src/project/embedding-queue.ts';
import { loadProject } from '../src/project/load.ts';
import { keepHeadInEngine } from '../src/project/model.ts';
import { allSamples, projectStore } from '../src/project/store.ts';
import { makeFile } from '../src/training/download.ts';
import { EXPORT_CHOICES } from '../src/training/export-choices.ts';
import { trainModel } from '../src/training/train.ts';
import { trainingStore } from '../src/training/training-state.ts';
import {
  answersAtOnce,
  cameraFrame,
  chosenFiles,
  distinctPhotos,
  emptyFrame,
  offer,
  timed,
  timedEach,
} from './page.ts';
import { followOne, followOwn, largestDrift, trainWhole } from './retrain.ts';
import { seedProject } from './seed-project.ts';

let frame: HTMLCanvasElement | null = null;
let crops: CropCanvas | null = null;

function embeddings(reached: (state: EmbeddingState) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const look = (state: EmbeddingState) => {
      if (!reached(state)) return;
      unsubscribe();
      resolve();
    };
    const unsubscribe = embeddingStore.subscribe(look);
    look(embeddingStore.getState());
  });
}

/** Mirror images too: nothing is left that could run into the next measurement. */
const idle = () =>
  embeddings(({ activity, mirrorsLeft }) => activity === 'idle' && mirrorsLeft === 0);

async function newClass(): Promise<string> {
  const added = await addClass();
  if (added === null) throw new Error('no storage');
  return added.id;
}

async function takeAllIn(photos: File[], classId: string): Promise<void> {
  const { saved } = await takeIn(photos, classId);
  if (saved !== photos.length) throw new Error(`only ${saved} of ${photos.length} taken in`);
}

function cropped(): CropPixels {
  if (frame === null || crops === null) throw new Error('not prepared');
  return crops.crop(frame, frame.width, frame.height);
}

function space() {
  const { inUse } = backboneStore.getState();
  if (inUse === null) throw new Error('not prepared');
  return { fingerprint: inUse.backbone.fingerprint, features: inUse.features };
}

offer({
  async prepare() {
    await loadProject();
    keepHeadInEngine();
    await changeSettings({ backend: 'wasm' });
    const fault = await takeOwnFiles(chosenFiles('backbone'));
    const { inUse } = backboneStore.getState();
    if (fault !== null || inUse === null) throw new Error(`no backbone: ${fault?.kind}`);
    await removeAll();
    await idle();
    return inUse.backend;
  },

  /**
   * Milliseconds per picture for `count` photos: from the first file handed over until
   * every picture and its embedding are on disk. Mirror images come later and do not count.
   */
  async takeIn(count) {
    const photos = distinctPhotos(count);
    const classId = await newClass();
    const expected = allSamples(projectStore.getState()).length + photos.length;
    const total = await timed(async () => {
      await takeAllIn(photos, classId);
      await embeddings(({ done, total }) => done === total && total === expected);
    });
    await idle();
    await deleteClass(classId);
    return total / photos.length;
  },

  /** Fills `classes` classes with the next `perClass` photos each. */
  async fill(classes, perClass) {
    const photos = chosenFiles('photos');
    for (let label = 0; label < classes; label++) {
      await takeAllIn(photos.slice(label * perClass, (label + 1) * perClass), await newClass());
    }
    await idle();
    frame = await cameraFrame(photos[0]);
    crops = new CropCanvas();
  },

  /** A project of so many samples on disk, in place of what was there. */
  async seed(samples, classes) {
    await removeAll();
    await seedProject(samples, classes, distinctPhotos(50), space());
  },

  /** See retrain.ts. */
  follow: (samples, classes) => followOne(samples, classes, space()),
  trainWhole: (samples, classes) => trainWhole(samples, classes, space()),
  drift: (samples, classes) => largestDrift(samples, classes, space()),

  /** Milliseconds for the model of what `fill` gave to follow one picture. */
  async retrain() {
    const { classes, samples } = projectStore.getState();
    const own = classes.map(({ id }) => samples[id] ?? []).filter(({ length }) => length > 0);
    const all = own.flat();
    return followOwn({
      fingerprint: space().fingerprint,
      sampleIds: all.map(({ id }) => id),
      labels: Int32Array.from(own.flatMap((some, label) => some.map(() => label))),
      groups: Int32Array.from(all.keys()),
      classIds: own.map((_, label) => `${label}`),
      mirrored: true,
      temperature: 1,
    });
  },

  /** Milliseconds from the press on "Train model" to the stored model. */
  async train() {
    const total = await timed(trainModel);
    const { state } = trainingStore.getState();
    const { model } = projectStore.getState();
    const samples = model?.samplesPerClass.join(' + ');
    if (state.kind !== 'done') throw new Error(`training ended as ${state.kind}, on ${samples}`);
    return total;
  },

  /** Milliseconds for each of `count` frames. */
  classify: (count) =>
    timedEach(count, async () => {
      const answer = await engine.predict(cropped(), 'own');
      if (!answer.ok) throw new Error(answer.fault.kind);
    }),

  /** Milliseconds to write a file of the trained model, and to check it. */
  async exportModel(format) {
    const { model } = projectStore.getState();
    const choice = EXPORT_CHOICES.find((each) => each.format === format);
    if (model === null || choice === undefined) throw new Error('nothing to export');
    const options = { format: choice.format, precision: 'float32', ownPictures: true } as const;
    return timed(async () => {
      const made = await makeFile(model, options, new AbortController().signal, () => undefined);
      if (!made.ok) throw new Error(`export failed: ${made.fault.kind}`);
    });
  },

  firstAnswer: answersAtOnce(async () => {
    await loadProject();
    keepHeadInEngine();
    await startEngine();
    const answer = await engine.predict(new CropCanvas().crop(emptyFrame(), 640, 480), 'own');
    if (!answer.ok) throw new Error(answer.fault.kind);
  }),

  /** The first part of `classify` by itself. */
  crop: (count) => timedEach(count, async () => cropped()),
});
