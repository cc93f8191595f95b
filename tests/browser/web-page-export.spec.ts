import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BrowserContext, expect, type Page, type TestInfo } from '@playwright/test';
import { buildModelPage } from '../../build/model-pages.ts';
import { goldenFiles } from '../../src/exporters/golden.ts';
import { describeModel } from '../../src/exporters/metadata.ts';
import { buildNetwork } from '../../src/exporters/network/build-network.ts';
import type { Network } from '../../src/exporters/network/types.ts';
import { noneOfThese } from '../../src/exporters/none-of-these.ts';
import { buildTfjsModel } from '../../src/exporters/tfjs-model.ts';
import type { GoldenPicture, ModelMetadata } from '../../src/exporters/types.ts';
import { webPageFile } from '../../src/exporters/web-page-file.ts';
import type { ShowAndTell } from '../../src/model-page/start-page.ts';
import {
  FAKE_WEBCAM_ARGS,
  hasShared,
  launchOptions,
  pagesOrigin,
  test,
} from '../support/browser.ts';
import { drawn } from '../support/drawn-pictures.ts';
import {
  backboneOf,
  seededHead,
  seededPixels,
  sourceOf,
  standardised,
} from '../support/export-source.ts';
import { knownCase } from '../support/known-case.ts';
import { photos } from '../support/photos.ts';
import { runNetwork } from '../support/run-network.ts';
import { seededBackbone } from '../support/seeded-backbone.ts';
import { seriousFaults } from '../support/serious-faults.ts';
import { realBackbone } from '../support/shared-backbones.ts';
import { smallNetwork } from '../support/small-networks.ts';

declare global {
  interface Window {
    showAndTell: ShowAndTell;
  }
}

const SIMD_WASM = createRequire(import.meta.url).resolve(
  '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm',
);
const tensorFlow = createRequire(import.meta.url).resolve('@tensorflow/tfjs/dist/tf.min.js');
const SCREENS = path.resolve(import.meta.dirname, '../../test-results/screens');
const LABELS = ['He said "hi" 🎉 a/b', '</script><script>alert(1)</script>', 'dogs & <b>cats</b>'];
const EMBEDDING = 'module_apply_default/MobilenetV2/Logits/AvgPool';
const TOLERANCE = 1e-4;

test.use(launchOptions([...FAKE_WEBCAM_ARGS, '--use-fake-device-for-media-stream=device-count=2']));

test('a page from the disk answers, and asks nothing of anyone', async ({
  page,
  context,
}, info) => {
  const network = smallNetwork({ classes: LABELS.length });
  const written = await writePage(network, LABELS, info);
  const { asked } = await openFromDisk(page, context, written.file);

  await test.step('the golden pictures', async () => {
    await expect(page.locator('#title')).toHaveText(LABELS.join(' · '));
    await answersAgree(page, written.golden);
    await expect(page.locator('#check')).not.toHaveAttribute('open');
    await page.getByText('Self-test').click();
    await page.getByRole('button', { name: 'Check' }).click();
    await expect(page.locator('#check-result')).toHaveText(
      /^3 pictures checked, largest difference .* The answers agree\.$/,
    );
    await page.getByText('Self-test').click();
  });

  const input = page.getByLabel('Choose a picture');
  await test.step('a file', async () => {
    await input.setInputFiles(drawn('disc', 7));
    await expect(page.locator('#spoken')).toHaveText(/^Recognised: /);
    const shares = await meterValues(page);
    expect(shares.reduce((sum, value) => sum + value, 0)).toBeGreaterThan(97);
    const winner = LABELS[shares.indexOf(Math.max(...shares))] ?? '';
    await expect(page.locator('#winner')).toHaveText(winner);
    expect(asked()).toEqual([]);
  });

  await test.step('what is no picture', async () => {
    const text = { name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('Hello.') };
    await input.setInputFiles(text);
    await expect(page.getByRole('alert')).toHaveText('“notes.jpg” is not an image.');
    await input.setInputFiles(drawn('stripes', 7));
    await expect(page.getByRole('alert')).toBeHidden();
  });

  await test.step('pasted and dropped', async () => {
    const pasted = drawn('disc', 8).buffer.toString('base64');
    for (const kind of ['paste', 'drop'] as const) {
      await page.locator('#picture').evaluate((canvas) => {
        if (canvas instanceof HTMLCanvasElement) canvas.hidden = true;
      });
      await page.evaluate(
        ([kind, pasted]) => {
          const bytes = Uint8Array.from(atob(pasted), (letter) => letter.charCodeAt(0));
          const data = new DataTransfer();
          data.items.add(new File([bytes], 'disc.png', { type: 'image/png' }));
          dispatchEvent(
            kind === 'paste'
              ? new ClipboardEvent('paste', { clipboardData: data })
              : new DragEvent('drop', { dataTransfer: data, cancelable: true }),
          );
        },
        [kind, pasted] as const,
      );
      await expect(page.locator('#picture')).toBeVisible();
    }
    await page.evaluate(() => dispatchEvent(new DragEvent('drop', { cancelable: true })));
    await expect(page.getByRole('alert')).toContainText('Save the picture first');
  });

  await test.step('the webcam', async () => {
    await page.getByRole('button', { name: 'Use webcam' }).press('Enter');
    await expect(page.locator('#rate')).toHaveText(/^[1-9]\d* frames a second$/);
    await expect(page.getByRole('alert')).toBeHidden();
    await expect(page.getByLabel('Mirror')).toBeChecked();
    await expect(page.getByLabel('Camera').getByRole('option')).toHaveCount(2);
    await page.getByLabel('Camera').selectOption({ index: 1 });
    await expect(page.locator('#rate')).toHaveText(/^[1-9]\d* frames a second$/);
  });

  await test.step('sound and legible', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 900 });
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        await page.mouse.move(0, 0);
        expect.soft(await seriousFaults(page), `${width} pixels, ${colorScheme}`).toEqual([]);
        const sideways = await page.evaluate(
          () => document.documentElement.scrollWidth - window.innerWidth,
        );
        expect(sideways).toBeLessThanOrEqual(0);
        const name = `web-page-${width}-${colorScheme}.png`;
        await page.screenshot({ path: path.join(SCREENS, name), fullPage: true });
      }
    }
  });

  await page.getByRole('button', { name: 'Stop webcam' }).click();
  await expect(page.getByRole('button', { name: 'Use webcam' })).toBeVisible();
  expect(asked()).toEqual([]);
});

test('an address that ends in #check runs the self-test', async ({ page, context }, info) => {
  const written = await writePage(smallNetwork({ classes: 20, head: 'hidden' }), null, info);
  await openFromDisk(page, context, written.file, '#check');
  await expect(page.locator('#check-result')).toHaveText(/The answers agree\.$/);
  await answersAgree(page, written.golden);
  await expect(page.getByRole('meter')).toHaveCount(20);
});

test('a file is seen as the app sees it', async ({ page, context }, info) => {
  const network = smallNetwork({ classes: 4 });
  await page.goto(`${pagesOrigin}/picture.html`);
  await page.waitForFunction(() => 'pictureTools' in window);
  // Large, so that the app keeps a smaller JPEG of it.
  const { picture, crop } = await page.evaluate(async () => {
    const { drawn, decoder } = window.pictureTools;
    const blob = await drawn(1500, 1100, 'image/png');
    const prepared = await decoder.prepare(blob, { mirror: false });
    if (!prepared.ok) throw new Error(prepared.fault.kind);
    const letters = (bytes: Uint8Array | Uint8ClampedArray) =>
      Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
    const bytes = new Uint8Array(await blob.arrayBuffer());
    return { picture: btoa(letters(bytes)), crop: btoa(letters(prepared.value.pixels)) };
  });
  const expected = answerOf(network, Uint8ClampedArray.from(Buffer.from(crop, 'base64')));
  const written = await writePage(network, null, info);
  await openFromDisk(page, context, written.file);
  expect(distance(await classify(page, picture), expected)).toBeLessThanOrEqual(TOLERANCE);
});

test('a camera that is not allowed, or none at all', async ({ page, context }, info) => {
  const written = await writePage(smallNetwork(), null, info);
  await page.addInitScript(() => {
    const refusals = ['NotAllowedError', 'NotFoundError'];
    navigator.mediaDevices.getUserMedia = () =>
      Promise.reject(new DOMException('no', refusals.shift()));
  });
  await openFromDisk(page, context, written.file);
  const button = page.getByRole('button', { name: 'Use webcam' });
  await button.click();
  await expect(page.getByRole('alert')).toContainText('The webcam is not allowed.');
  await button.click();
  await expect(page.getByRole('alert')).toContainText('No webcam was found.');
  await page.addInitScript(() => {
    Object.defineProperty(navigator, 'mediaDevices', { value: undefined });
  });
  await page.reload();
  await button.click();
  await expect(page.getByRole('alert')).toContainText('pictures can be chosen here too');
  await page.getByLabel('Choose a picture').setInputFiles(drawn('disc', 7));
  await expect(page.getByRole('alert')).toBeHidden();
  await button.click();
  await expect(page.getByRole('alert')).toContainText('pictures can be chosen here too');
});

test('the webcam is mirrored as it was when pictures were taken', async ({
  page,
  context,
}, info) => {
  const written = await writePage(smallNetwork(), null, info);
  // A camera that sees red on its left and blue on its right.
  await page.addInitScript(() => {
    navigator.mediaDevices.getUserMedia = async () => {
      const canvas = document.createElement('canvas');
      const context = canvas.getContext('2d');
      const paint = () => {
        ['#f00', '#00f'].forEach((colour, at) => {
          if (context !== null) context.fillStyle = colour;
          context?.fillRect((at * canvas.width) / 2, 0, canvas.width / 2, canvas.height);
        });
        requestAnimationFrame(paint);
      };
      paint();
      return canvas.captureStream(30);
    };
  });
  await openFromDisk(page, context, written.file);
  await page.getByRole('button', { name: 'Use webcam' }).click();
  const [red, blue] = [
    [255, 0, 0],
    [0, 0, 255],
  ];
  const near = (colour: number[]) => async () => distance(await leftColour(page), colour) < 60;
  await expect(page.locator('#picture')).toBeVisible();
  await expect.poll(near(blue)).toBe(true);
  await page.getByLabel('Mirror').uncheck();
  await expect.poll(near(red)).toBe(true);
});

test('the real 0.35 network fits, and answers', async ({ page, context }, info) => {
  const real = realBackbone();
  test.skip(!hasShared || real === null, 'the real network is not on this machine');
  const backbone = backboneOf(real ?? seededBackbone(), EMBEDDING, [0, 1]);
  const head = standardised(seededHead('linear', 1280, 2), new Float32Array(1280).fill(0.4), 1);
  const network = buildNetwork(backbone, head);
  if (!network.ok) throw new Error(JSON.stringify(network.fault));
  const written = await writePage(network.value, ['Cats', 'Dogs'], info);
  expect(written.bytes).toBeLessThan(8e6);
  const { asked } = await openFromDisk(page, context, written.file);
  await answersAgree(page, written.golden);

  const [photo = ''] = photos('cats-dogs/cats');
  await page.getByLabel('Choose a picture').setInputFiles(photo);
  await expect(page.locator('#spoken')).toHaveText(/^Recognised: /);
  await page.screenshot({ path: path.join(SCREENS, 'web-page-real.png'), fullPage: true });
  await page.getByRole('button', { name: 'Use webcam' }).click();
  await expect(page.locator('#rate')).toHaveText(/^[1-9]\d* frames a second$/);
  info.annotations.push({
    type: 'measured',
    description: `${(written.bytes / 1e6).toFixed(2)} MB, ${await page.locator('#rate').textContent()}`,
  });
  expect(asked()).toEqual([]);
});

test('a damaged file says so', async ({ page }, info) => {
  const { file } = await writePage(smallNetwork(), null, info);
  const html = readFileSync(file, 'utf8');
  const weights = html.indexOf('id="weights"') + 20;
  writeFileSync(file, html.slice(0, weights) + html.slice(weights + 4000));
  await page.goto(pathToFileURL(file).href);
  await expect(page.getByRole('alert')).toContainText('The model could not be loaded');
  await expect(page.evaluate(() => window.showAndTell.ready)).rejects.toThrow(
    'could not be loaded',
  );
});

test('the page of a TensorFlow.js zip, served as it lies there', async ({ page }, info) => {
  const network = smallNetwork({ classes: 3 });
  const { golden, metadata } = await writePage(network, LABELS, info);
  const { html } = await buildModelPage('served');
  const model = buildTfjsModel(network, { appVersion: '0.1.0', precision: 'uint8' });
  const files = new Map<string, string | Uint8Array>([
    ['/', html],
    ['/metadata.json', JSON.stringify(metadata)],
    ['/model.json', model.modelJson],
    ['/weights.bin', model.weights],
    ...goldenFiles(golden).map(({ path, bytes }) => [`/${path}`, bytes] as const),
  ]);
  const origin = 'http://127.0.0.1:9';
  await page.route(`${origin}/**`, (route) => {
    const body = files.get(new URL(route.request().url()).pathname);
    if (body === undefined) return route.fulfill({ status: 404, body: 'none' });
    const contentType = body === html ? 'text/html' : 'application/octet-stream';
    return route.fulfill({ body: Buffer.from(body), contentType });
  });
  await page.goto(origin);
  await expect(page.getByRole('alert')).toContainText('tf.min.js is missing.');
  files.set('/tf.min.js', readFileSync(tensorFlow));
  await page.reload();
  await expect(page.locator('#title')).toHaveText(LABELS.join(' · '));
  await page.getByLabel('Choose a picture').setInputFiles(drawn('disc', 7));
  await expect(page.locator('#spoken')).toHaveText(/^Recognised: /);
  await page.getByText('Self-test').click();
  await page.getByRole('button', { name: 'Check' }).click();
  await expect(page.locator('#check-result')).toHaveText(/^3 pictures .* The answers agree\.$/);

  for (const [threshold, said] of [
    [1, 'None of these'],
    [-1, await page.locator('#winner').textContent()],
  ] as const) {
    const known = { ...knownCase(network).known, threshold };
    const noneOf = { noneOfThese: noneOfThese(known, network, 'tfjs') };
    files.set('/metadata.json', JSON.stringify({ ...metadata, ...noneOf }));
    await page.reload();
    await expect(page.locator('#title')).toHaveText(LABELS.join(' · '));
    await page.getByLabel('Choose a picture').setInputFiles(drawn('disc', 7));
    await expect(page.locator('#spoken')).toHaveText(`Recognised: ${said}`);
  }

  const unserved = info.outputPath('index.html');
  writeFileSync(unserved, html);
  await page.goto(pathToFileURL(unserved).href);
  await expect(page.getByRole('alert')).toContainText('Serve this folder');
});

interface Written {
  file: string;
  bytes: number;
  golden: GoldenPicture[];
  metadata: ModelMetadata;
}

/** Writes the page of a network, with three golden pictures answered by the reference interpreter. */
async function writePage(
  network: Network,
  labels: string[] | null,
  info: TestInfo,
): Promise<Written> {
  const golden = [1, 2, 3].map((seed) => {
    const pixels = seededPixels(seed);
    return { pixels, probabilities: answerOf(network, pixels) };
  });
  const source = sourceOf(backboneOf(seededBackbone(), EMBEDDING, [-1, 1]), network.head, {
    ...(labels === null ? {} : { labels }),
    evaluation: {
      method: 'cross-validation',
      folds: 5,
      total: 180,
      correct: 171,
      accuracy: 0.95,
      interval: { low: 0.907, high: 0.973 },
      confusion: [],
      mirrorImagesUsed: true,
    },
  });
  const { html } = await buildModelPage('single-file');
  const model = buildTfjsModel(network, { appVersion: '0.1.0' });
  const metadata = describeModel(source, 'web-page');
  const wasm = new Uint8Array(readFileSync(SIMD_WASM));
  const bytes = webPageFile(model, metadata, golden, { html, wasm });
  const file = info.outputPath('show-and-tell.html');
  writeFileSync(file, bytes);
  return { file, bytes: bytes.length, golden, metadata };
}

function answerOf(network: Network, pixels: Uint8ClampedArray): number[] {
  const rgb = pixels.filter((_, at) => at % 4 !== 3);
  return Array.from(runNetwork(network, rgb).at(-1) ?? []);
}

/** Opens a file with no network; `asked` lists what was requested beside the file itself. */
async function openFromDisk(page: Page, context: BrowserContext, file: string, hash = '') {
  const url = pathToFileURL(file).href;
  const requests: string[] = [];
  await context.setOffline(true);
  await context.route(/^https?:/, (route) => route.abort());
  page.on('request', (request) => requests.push(request.url()));
  await page.goto(url + hash);
  await page.evaluate(() => window.showAndTell.ready);
  await expect(page.getByRole('button', { name: 'Use webcam' })).toBeEnabled();
  return {
    asked: () => requests.filter((each) => !each.startsWith(url) && !each.startsWith('data:')),
  };
}

async function answersAgree(page: Page, golden: readonly GoldenPicture[]): Promise<void> {
  for (const { pixels, probabilities } of golden) {
    const letters = Buffer.from(pixels).toString('base64');
    const given = await page.evaluate((letters) => {
      const bytes = Uint8ClampedArray.from(atob(letters), (letter) => letter.charCodeAt(0));
      return window.showAndTell.classify(new ImageData(bytes, 224, 224));
    }, letters);
    expect(distance(given, probabilities)).toBeLessThanOrEqual(TOLERANCE);
  }
}

/** The page's answer to a file in base64. */
function classify(page: Page, file: string): Promise<number[]> {
  return page.evaluate((file) => {
    const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0));
    return window.showAndTell.classify(new Blob([bytes]));
  }, file);
}

function distance(given: number[], expected: number[]): number {
  expect(given).toHaveLength(expected.length);
  return Math.max(...given.map((value, at) => Math.abs(value - (expected[at] ?? Number.NaN))));
}

function meterValues(page: Page): Promise<number[]> {
  return page
    .getByRole('meter')
    .evaluateAll((meters) => meters.map((meter) => Number(meter.getAttribute('aria-valuenow'))));
}

/** Red, green and blue of the canvas near its left edge. */
function leftColour(page: Page): Promise<number[]> {
  return page.locator('#picture').evaluate((canvas) => {
    const context = canvas instanceof HTMLCanvasElement ? canvas.getContext('2d') : null;
    return Array.from(context?.getImageData(20, 112, 1, 1).data.slice(0, 3) ?? []);
  });
}
