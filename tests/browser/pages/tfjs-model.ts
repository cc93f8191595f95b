import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-webgpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import plainWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import simdWasm from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';

/** Loads the model chosen and prints its answers to the PNGs beside it, as JSON. */
const files = document.querySelector<HTMLInputElement>('#files');
const backend = document.querySelector<HTMLInputElement>('#backend');
const output = document.querySelector<HTMLOutputElement>('#answer');

setWasmPaths({
  'tfjs-backend-wasm.wasm': plainWasm,
  'tfjs-backend-wasm-simd.wasm': simdWasm,
  'tfjs-backend-wasm-threaded-simd.wasm': simdWasm,
});

async function answer(chosen: File[]): Promise<number[][]> {
  const named = (name: string) => chosen.filter((file) => file.name === name);
  const wanted = [...named('model.json'), ...named('weights.bin')];
  const model = await tf.loadGraphModel(tf.io.browserFiles(wanted));
  const pictures = chosen.filter(({ name }) => name.endsWith('.png'));
  pictures.sort((a, b) => a.name.localeCompare(b.name));
  const pixels = await Promise.all(pictures.map(pixelsOf));
  const batch = tf.stack(pixels.map((each) => tf.browser.fromPixels(each).toFloat()));
  const probabilities = model.predict(batch);
  if (!(probabilities instanceof tf.Tensor)) throw new Error('one output expected');
  return probabilities.as2D(pictures.length, -1).array();
}

async function pixelsOf(picture: File): Promise<ImageData> {
  const bitmap = await createImageBitmap(picture, { colorSpaceConversion: 'none' });
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

files?.addEventListener('change', async () => {
  if (output === null || backend === null) return;
  try {
    if (!(await tf.setBackend(backend.value))) throw new Error('this backend does not start');
    const rows = await answer([...(files.files ?? [])]);
    output.value = JSON.stringify({ backend: tf.getBackend(), rows });
  } catch (error) {
    output.value = `failed: ${error}`;
  }
});
document.body.dataset.ready = 'true';
