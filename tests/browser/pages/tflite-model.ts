import { loadAndCompile, loadLiteRt, Tensor } from '@litertjs/core';

/**
 * Runs every .tflite file chosen by LiteRT.js on every .rgb file (raw pixels of one picture) beside
 * it, and prints the numbers as they are stored, by name of the model, as JSON.
 */
const files = document.querySelector<HTMLInputElement>('#files');
const output = document.querySelector<HTMLOutputElement>('#answer');

async function run(chosen: File[]): Promise<Record<string, number[][]>> {
  const pictures = chosen.filter(({ name }) => name.endsWith('.rgb'));
  pictures.sort((a, b) => a.name.localeCompare(b.name));
  const answers: Record<string, number[][]> = {};
  for (const file of chosen.filter(({ name }) => name.endsWith('.tflite'))) {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const model = await loadAndCompile(bytes, { accelerator: 'wasm' });
    const [details] = model.getInputDetails();
    const rows: number[][] = [];
    for (const picture of pictures) {
      const pixels = new Uint8Array(await picture.arrayBuffer());
      const image = details?.dtype === 'uint8' ? pixels : Float32Array.from(pixels);
      const tensor = new Tensor(image, details?.shape);
      const { probabilities } = await model.run({ image: tensor });
      rows.push(Array.from((await probabilities?.data()) ?? []));
      tensor.delete();
      probabilities?.delete();
    }
    model.delete();
    answers[file.name] = rows;
  }
  return answers;
}

files?.addEventListener('change', async () => {
  if (output === null) return;
  try {
    output.value = JSON.stringify(await run([...(files.files ?? [])]));
  } catch (error) {
    output.value = `failed: ${error}`;
  }
});
await loadLiteRt(new URL('/litert/', location.href).href);
document.body.dataset.ready = 'true';
