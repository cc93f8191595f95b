/** What a user of Teachable Machine's library writes to do the same with it. */
import { createTeachable, load, type TeachableMobileNet } from '@teachablemachine/image';
import { cropTo } from '@teachablemachine/image/dist/utils/canvas';
import { version } from '@tensorflow/tfjs';
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
import { startWasm } from './start-wasm.ts';

const SIDE = 224;
/** Where the trained model is kept for a page that is opened later. */
const KEPT_AT = 'indexeddb://bench';
let takingIn: TeachableMobileNet | null = null;
let training: TeachableMobileNet | null = null;
let frame: HTMLCanvasElement | null = null;

async function create(labels: string[]): Promise<TeachableMobileNet> {
  const checkpointUrl = new URL(
    '/backbones/mobilenet_v2_0.35_224_layers/model.json',
    location.href,
  );
  const model = await createTeachable(
    { tfjsVersion: version.tfjs },
    { version: 2, checkpointUrl: checkpointUrl.href, trainingLayer: 'out_relu' },
  );
  model.setLabels(labels);
  return model;
}

/** Files → embeddings in memory; `addExample` wants a canvas of 224 × 224. Keeps nothing on disk. */
async function addAll(model: TeachableMobileNet, label: number, photos: File[]): Promise<void> {
  const canvas = document.createElement('canvas');
  for (const photo of photos) {
    const bitmap = await createImageBitmap(photo);
    // cropTo's own types leave out what predict() gives it itself: an ImageBitmap.
    await model.addExample(label, cropTo(bitmap, SIDE, false, canvas));
    bitmap.close();
  }
}

offer({
  async prepare() {
    const backend = await startWasm();
    takingIn = await create(['all']);
    return backend;
  },

  /** Milliseconds per picture for `count` photos. */
  async takeIn(count) {
    const model = takingIn;
    if (model === null) throw new Error('not prepared');
    const photos = distinctPhotos(count);
    return (await timed(() => addAll(model, 0, photos))) / photos.length;
  },

  /** Fills `classes` classes with the next `perClass` photos each. */
  async fill(classes, perClass) {
    training = await create(Array.from({ length: classes }, (_, label) => `Class ${label + 1}`));
    const photos = chosenFiles('photos');
    for (let label = 0; label < classes; label++) {
      await addAll(training, label, photos.slice(label * perClass, (label + 1) * perClass));
    }
    frame = await cameraFrame(photos[0]);
  },

  /** Milliseconds, with the settings that Teachable Machine itself starts with. */
  async train() {
    const total = await timed(async () => {
      await training?.train({ denseUnits: 100, epochs: 50, learningRate: 0.001, batchSize: 16 });
    });
    await training?.save(KEPT_AT);
    localStorage.setItem(KEPT_AT, JSON.stringify(training?.getMetadata()));
    return total;
  },

  firstAnswer: answersAtOnce(async () => {
    await startWasm();
    const model = await load(KEPT_AT, JSON.parse(localStorage.getItem(KEPT_AT) ?? ''));
    await model.predict(emptyFrame());
  }),

  /** Milliseconds for each of `count` frames. */
  classify: (count) =>
    timedEach(count, async () => {
      if (training === null || frame === null) throw new Error('not prepared');
      await training.predict(frame);
    }),
});
