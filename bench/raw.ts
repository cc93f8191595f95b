/**
 * The limits: what `@tensorflow-models/mobilenet` takes by itself, on the page, with nothing around
 * it; and what the browser takes to decode.
 */

import {
  matMul,
  randomNormal,
  type Tensor2D,
  type Tensor3D,
  tensor3d,
} from '@tensorflow/tfjs-core';
import { load, type MobileNet } from '@tensorflow-models/mobilenet';
import { centreSquare } from '../src/picture/preprocessing.ts';
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
/** Batches among which the quickest is looked for. */
const BATCHES = [1, 4, 8, 16, 32];
let network: MobileNet | null = null;
let frame: HTMLCanvasElement | null = null;
const canvas = document.createElement('canvas');
let pixels: Tensor3D | null = null;
let batch: { size: number; pixels: Tensor3D } | null = null;

/** An embedding of what is given, read back. */
async function infer(input: HTMLCanvasElement | Tensor3D | null): Promise<void> {
  if (network === null || input === null) throw new Error('not prepared');
  const embedding = network.infer(input, true);
  await embedding.data();
  embedding.dispose();
}

async function decode(photo: File, context: CanvasRenderingContext2D | null): Promise<void> {
  const bitmap = await createImageBitmap(photo);
  const { x, y, side } = centreSquare(bitmap.width, bitmap.height);
  context?.drawImage(bitmap, x, y, side, side, 0, 0, SIDE, SIDE);
  context?.getImageData(0, 0, SIDE, SIDE);
  bitmap.close();
}

async function loadNetwork(): Promise<MobileNet> {
  const modelUrl = new URL('/backbones/mobilenet_v2_0.35_224/model.json', location.href).href;
  return load({ version: 2, alpha: 0.5, modelUrl, inputRange: [-1, 1] });
}

/** Milliseconds per picture for so many, in batches. */
async function inBatches(count: number, { size, pixels }: { size: number; pixels: Tensor3D }) {
  const times = await timedEach(Math.ceil(count / size), () => infer(pixels));
  return times.reduce((sum, time) => sum + time, 0) / (times.length * size);
}

/** Named so, `infer` passes a batch through untouched; see src/backbone/network.ts. */
const copies = (rgb: number[], size: number) =>
  tensor3d(Array.from({ length: size }, () => rgb).flat(), [SIDE, SIDE, 3 * size]);

async function quickestBatch(rgb: number[]): Promise<{ size: number; pixels: Tensor3D }> {
  const tried: { size: number; pixels: Tensor3D; time: number }[] = [];
  for (const size of BATCHES) {
    const one = { size, pixels: copies(rgb, size) };
    await inBatches(size, one);
    tried.push({ ...one, time: await inBatches(32, one) });
  }
  tried.sort((a, b) => a.time - b.time);
  for (const { pixels } of tried.slice(1)) pixels.dispose();
  const [best] = tried;
  if (best === undefined) throw new Error('no batch');
  return best;
}

async function decodeAll(count: number): Promise<number> {
  const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
  if (context !== null) context.canvas.width = context.canvas.height = SIDE;
  const photos = distinctPhotos(count);
  const total = await timed(async () => {
    for (const photo of photos) await decode(photo, context);
  });
  return total / photos.length;
}

async function inferAll(count: number): Promise<number> {
  if (batch === null) throw new Error('not prepared');
  return inBatches(count, batch);
}

offer({
  async prepare() {
    const backend = await startWasm();
    network = await loadNetwork();
    frame = await cameraFrame(chosenFiles('photos')[0]);
    canvas.width = SIDE;
    canvas.height = SIDE;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context?.drawImage(frame, 80, 0, 480, 480, 0, 0, SIDE, SIDE);
    const rgba = Array.from(context?.getImageData(0, 0, SIDE, SIDE).data ?? []);
    const rgb = rgba.filter((_, at) => at % 4 !== 3);
    pixels = tensor3d(rgb, [SIDE, SIDE, 3]);
    batch = await quickestBatch(rgb);
    return backend;
  },

  /** Milliseconds each, from a canvas of 224 × 224. */
  inferCanvas: (count) => timedEach(count, () => infer(canvas)),

  /** Milliseconds each, from a whole frame: the package stretches it to 224 × 224 itself. */
  inferFrame: (count) => timedEach(count, () => infer(frame)),

  /** Milliseconds each, from a tensor that is there already. */
  inferTensor: (count) => timedEach(count, () => infer(pixels)),

  /** Milliseconds per picture, in batches of the size that proved quickest. */
  inferBest: inferAll,

  /** Milliseconds per photo of `count`: file → 224 × 224 pixels, one after another. */
  decode: decodeAll,

  /** Both: what a picture must take on one thread, file → embedding. */
  decodeAndInfer: async (count) => (await decodeAll(count)) + (await inferAll(count)),

  /** Milliseconds for a product of matrices, [rows, 1280] · [1280, columns]. */
  async product(rows, columns) {
    const [a, b]: Tensor2D[] = [randomNormal([rows, 1280]), randomNormal([1280, columns])];
    const time = await timed(async () => {
      const product = matMul(a, b);
      await product.data();
      product.dispose();
    });
    a.dispose();
    b.dispose();
    return time;
  },

  firstAnswer: answersAtOnce(async () => {
    await startWasm();
    network = await loadNetwork();
    await infer(emptyFrame());
  }),
});
