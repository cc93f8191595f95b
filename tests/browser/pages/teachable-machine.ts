import library from '@teachablemachine/image/dist/teachablemachine-image.min.js?url';
import tfjs4 from '@tensorflow/tfjs/dist/tf.min.js?url';
import wasmBackend from '@tensorflow/tfjs-backend-wasm/dist/tf-backend-wasm.min.js?url';
import wasmBinary from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import tfjs1 from 'tfjs-1/dist/tf.min.js?url';

/**
 * Loads the model chosen with `@teachablemachine/image` and prints its answers to the PNGs beside
 * it, as JSON. The bundles are taken as users take them, by script elements; `?tfjs=1` takes
 * TensorFlow.js 1.3.1, `&backend=` another backend than the one that it prefers.
 */
declare const tmImage: typeof import('@teachablemachine/image');
declare const tf: {
  version: { tfjs: string };
  getBackend: () => string;
  setBackend: (name: string) => Promise<boolean>;
  wasm: { setWasmPaths: (folder: string) => void };
};

const files = document.querySelector<HTMLInputElement>('#files');
const output = document.querySelector<HTMLOutputElement>('#answer');

async function run(chosen: File[]): Promise<unknown> {
  const named = (name: string) => {
    const found = chosen.find((file) => file.name === name);
    if (found === undefined) throw new Error(`no ${name}`);
    return found;
  };
  const model = await tmImage.loadFromFiles(
    named('model.json'),
    named('weights.bin'),
    named('metadata.json'),
  );
  const pictures = chosen.filter(({ name }) => name.endsWith('.png'));
  pictures.sort((a, b) => a.name.localeCompare(b.name));
  const rows: number[][] = [];
  for (const picture of pictures) {
    const answer = await model.predict(await canvasOf(picture));
    rows.push(answer.map(({ probability }) => probability));
  }
  return {
    tfjs: tf.version.tfjs,
    backend: tf.getBackend(),
    labels: model.getClassLabels(),
    rows,
  };
}

async function canvasOf(picture: File): Promise<HTMLCanvasElement> {
  const bitmap = await createImageBitmap(picture, { colorSpaceConversion: 'none' });
  const canvas = document.createElement('canvas');
  canvas.width = bitmap.width;
  canvas.height = bitmap.height;
  canvas.getContext('2d')?.drawImage(bitmap, 0, 0);
  return canvas;
}

function addScript(src: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    script.src = src;
    script.onload = () => resolve();
    script.onerror = () => reject(new Error(src));
    document.head.append(script);
  });
}

files?.addEventListener('change', async () => {
  if (output === null) return;
  output.value = '';
  try {
    output.value = JSON.stringify(await run([...(files.files ?? [])]));
  } catch (error) {
    output.value = `failed: ${error}`;
  }
});
const asked = new URLSearchParams(location.search);
await addScript(asked.get('tfjs') === '1' ? tfjs1 : tfjs4);
const backend = asked.get('backend');
if (backend === 'wasm') {
  await addScript(wasmBackend);
  tf.wasm.setWasmPaths(new URL('.', new URL(wasmBinary, location.href)).href);
}
if (backend !== null && !(await tf.setBackend(backend))) throw new Error(`no ${backend} here`);
await addScript(library);
document.body.dataset.ready = 'true';
