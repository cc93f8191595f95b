import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { strFromU8, unzipSync, unzlibSync } from 'fflate';
import { launchOptions, test } from '../support/browser.ts';
import { runOnnxInNode } from '../support/run-onnx.ts';
import { openTmImage, tmImageAnswer } from '../support/tm-image.ts';
import { trainedApp } from '../support/trained-app.ts';

test.use(launchOptions());

interface Expected {
  file: string;
  probabilities: number[];
}

const COMMON = ['README.md', 'labels.txt', 'golden/0.png', 'golden/expected.json', 'metadata.json'];
const ARCHIVES: [format: string, ending: string, files: string[]][] = [
  ['Teachable Machine', '-teachable-machine.zip', ['model.json', 'weights.bin']],
  ['Keras', '-keras.zip', ['model.keras', 'model.h5']],
  ['ONNX', '-onnx.zip', ['model.onnx']],
  ['TensorFlow Lite', '-tflite.zip', ['model.tflite', 'model_int8.tflite']],
];

test('every format is checked, downloaded, and answers as the preview did', async ({ page }) => {
  test.setTimeout(180_000);
  const app = await trainedApp(page);
  const zips = new Map<string, Record<string, Uint8Array>>();
  for (const [format, ending, files] of ARCHIVES) {
    await test.step(format, async () => {
      const { path, name } = await app.download(format);
      expect(name).toBe(`show-and-tell-discs-stripes${ending}`);
      const entries = unzipSync(readFileSync(path));
      expect(Object.keys(entries)).toEqual(expect.arrayContaining([...COMMON, ...files]));
      expect(strFromU8(entries['labels.txt'] ?? new Uint8Array())).toBe('Discs\nStripes\n');
      expect(expectedOf(entries)).toHaveLength(3);
      zips.set(format, entries);
    });
  }

  await test.step('ONNX Runtime, in Node', async () => {
    const entries = zips.get('ONNX') ?? {};
    const expected = expectedOf(entries);
    const pictures = expected.map(({ file }) => pixelsOf(entries[`golden/${file}`]));
    const rows = await runOnnxInNode(entries['model.onnx'] ?? new Uint8Array(), pictures);
    expect(largestDifference(expected, rows)).toBeLessThanOrEqual(1e-4);
  });

  for (const tfjs of ['1', '4'] as const) {
    await test.step(`@teachablemachine/image, TensorFlow.js ${tfjs}`, async () => {
      const entries = zips.get('Teachable Machine') ?? {};
      const files = Object.entries(entries).map(([path, bytes]) => ({ path, bytes }));
      const reader = await page.context().newPage();
      await openTmImage(reader, { tfjs });
      const answer = await tmImageAnswer(reader, files);
      expect(answer.labels).toEqual(['Discs', 'Stripes']);
      expect(largestDifference(expectedOf(entries), answer.rows)).toBeLessThanOrEqual(1e-4);
    });
  }

  await test.step('the web page', async () => {
    const { path, name } = await app.download('Web page');
    expect(name).toBe('show-and-tell-discs-stripes.html');
    expect(readFileSync(path).length).toBeLessThan(8e6);
  });
});

test('fewer bits: sizes and changes are shown before the choice', async ({ page }) => {
  const app = await trainedApp(page);
  await app.train.getByRole('button', { name: 'Download model' }).click();
  const dialog = page.getByRole('dialog', { name: 'Download model' });
  const sizes: number[] = [];
  for (const bits of ['32 bit', '16 bit', '8 bit']) {
    const text = await dialog.getByText(new RegExp(`^${bits}, .* MB: `)).textContent();
    sizes.push(Number.parseFloat(text?.split(', ')[1] ?? ''));
  }
  expect(sizes[1]).toBeLessThan(0.7 * (sizes[0] ?? 0));
  expect(sizes[2]).toBeLessThan(sizes[1] ?? 0);
  await dialog.getByRole('radio', { name: /^8 bit/ }).check();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'TensorFlow.js' }).click(),
  ]);
  await expect(dialog.getByText(/^Checked: /)).toBeVisible();
  const entries = unzipSync(readFileSync(await download.path()));
  expect((entries['weights.bin']?.length ?? 0) / 1e6).toBeCloseTo(sizes[2] ?? 0, 1);
});

function expectedOf(entries: Record<string, Uint8Array>): Expected[] {
  return JSON.parse(strFromU8(entries['golden/expected.json'] ?? new Uint8Array()));
}

function largestDifference(expected: Expected[], rows: number[][]): number {
  expect(rows).toHaveLength(expected.length);
  return Math.max(
    ...expected.flatMap(({ probabilities }, row) =>
      probabilities.map((value, at) => Math.abs(value - (rows[row]?.[at] ?? Number.NaN))),
    ),
  );
}

/** RGB of a PNG of ours: one IDAT, every row minus its left neighbour. */
function pixelsOf(png: Uint8Array = new Uint8Array()): Uint8Array {
  const view = new DataView(png.buffer, png.byteOffset, png.length);
  const length = view.getUint32(33);
  const rows = unzlibSync(png.subarray(41, 41 + length));
  const side = 224;
  const pixels = new Uint8Array(side * side * 3);
  for (let y = 0; y < side; y++) {
    for (let at = 0; at < side * 3; at++) {
      const left = at < 3 ? 0 : (pixels[y * side * 3 + at - 3] ?? 0);
      pixels[y * side * 3 + at] = (rows[y * (side * 3 + 1) + 1 + at] ?? 0) + left;
    }
  }
  return pixels;
}
