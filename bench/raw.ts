/**
 * The limits: what `@tensorflow-models/mobilenet` takes by itself, on the page, with nothing around
 * it; and what the browser takes to decode.
 */

import { type Tensor3D, tensor3d } from '@tensorflow/tfjs-core';
import { load, type MobileNet } from '@tensorflow-models/mobilenet';
import { centreSquare } from '../src/picture/preprocessing.ts';
import { cameraFrame, chosenFiles, distinctPhotos, offer, timed, timedEach } from './page.ts';
import { startWasm } from './start-wasm.ts';

const SIDE = 224;
const AT_ONCE = 8;
let network: MobileNet | null = null;
let frame: HTMLCanvasElement | null = null;
const canvas = document.createElement('canvas');
let pixels: Tensor3D | null = null;
let batch: Tensor3D | null = null;

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

offer({
  async prepare() {
    const backend = await startWasm();
    const modelUrl = new URL('/backbones/mobilenet_v2_0.35_224/model.json', location.href).href;
    network = await load({ version: 2, alpha: 0.5, modelUrl, inputRange: [-1, 1] });
    frame = await cameraFrame(chosenFiles('photos')[0]);
    canvas.width = SIDE;
    canvas.height = SIDE;
    const context = canvas.getContext('2d', { willReadFrequently: true });
    context?.drawImage(frame, 80, 0, 480, 480, 0, 0, SIDE, SIDE);
    const rgba = Array.from(context?.getImageData(0, 0, SIDE, SIDE).data ?? []);
    const rgb = rgba.filter((_, at) => at % 4 !== 3);
    pixels = tensor3d(rgb, [SIDE, SIDE, 3]);
    // Named so, `infer` passes a batch through untouched; see src/backbone/network.ts.
    const eight = Array.from({ length: AT_ONCE }, () => rgb).flat();
    batch = tensor3d(eight, [SIDE, SIDE, 3 * AT_ONCE]);
    return backend;
  },

  /** Milliseconds each, from a canvas of 224 × 224. */
  inferCanvas: (count) => timedEach(count, () => infer(canvas)),

  /** Milliseconds each, from a whole frame: the package stretches it to 224 × 224 itself. */
  inferFrame: (count) => timedEach(count, () => infer(frame)),

  /** Milliseconds each, from a tensor that is there already. */
  inferTensor: (count) => timedEach(count, () => infer(pixels)),

  /** Milliseconds per picture, eight at once. */
  async inferBatch(count) {
    const times = await timedEach(Math.ceil(count / AT_ONCE), () => infer(batch));
    return times.map((time) => time / AT_ONCE);
  },

  /** Milliseconds per photo of `count`: file → 224 × 224 pixels, one after another. */
  async decode(count) {
    const context = document.createElement('canvas').getContext('2d', { willReadFrequently: true });
    if (context !== null) context.canvas.width = context.canvas.height = SIDE;
    const photos = distinctPhotos(count);
    const total = await timed(async () => {
      for (const photo of photos) await decode(photo, context);
    });
    return total / photos.length;
  },
});
