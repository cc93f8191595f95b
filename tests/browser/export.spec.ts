import { readFileSync } from 'node:fs';
import { expect } from '@playwright/test';
import { strFromU8, unzipSync, zipSync } from 'fflate';
import { launchOptions, pagesOrigin, SIMULATED_GPU_ARGS, test } from '../support/browser.ts';
import { drawn, drawnSeries, type FilePayload } from '../support/drawn-pictures.ts';
import { trainedApp } from '../support/trained-app.ts';

test.use(launchOptions(SIMULATED_GPU_ARGS));

interface Expected {
  file: string;
  probabilities: number[];
}

test('the downloaded model answers as the app did, everywhere', async ({ page, context }) => {
  const app = await trainedApp(page);
  const unseen = [drawn('disc', 400), drawn('stripes', 400)];
  const answers: Map<string, number>[] = [];
  for (const file of unseen) answers.push(await app.classify(file));
  const zip = readFileSync(await app.downloadTfjs());
  const entries = unzipSync(zip);

  await test.step('what is inside', () => {
    expect(Object.keys(entries).sort()).toEqual([
      'README.md',
      'golden/0.png',
      'golden/1.png',
      'golden/2.png',
      'golden/expected.json',
      'index.html',
      'labels.txt',
      'metadata.json',
      'model.json',
      'weights.bin',
    ]);
    const metadata = JSON.parse(text(entries, 'metadata.json'));
    expect(metadata.labels).toEqual(['Discs', 'Stripes']);
    expect(metadata.samplesPerClass).toEqual([8, 8]);
  });

  const expected: Expected[] = JSON.parse(text(entries, 'golden/expected.json'));
  const clean = await context.newPage();
  for (const backend of ['wasm', 'webgl', 'webgpu']) {
    await test.step(`the golden pictures on ${backend}`, async () => {
      await clean.goto(`${pagesOrigin}/tfjs-model.html`);
      await expect(clean.locator('body')).toHaveAttribute('data-ready', 'true');
      await clean.getByLabel('Backend').fill(backend);
      const files = Object.keys(entries).filter((name) => /model\.json|weights|png/.test(name));
      await clean.getByLabel('Files').setInputFiles(files.map((name) => payload(entries, name)));
      const output = clean.locator('output');
      await expect(output).toHaveText(/\S/, { timeout: 60_000 });
      const given = JSON.parse((await output.textContent()) ?? '');
      expect(given.backend).toBe(backend);
      expect(given.rows).toHaveLength(expected.length);
      const differences = expected.flatMap(({ probabilities }, row) =>
        probabilities.map((value, column) => Math.abs(value - given.rows[row][column])),
      );
      expect(Math.max(...differences)).toBeLessThanOrEqual(1e-4);
    });
  }
  await clean.close();

  const input = app.tryIt.getByLabel('Model file');
  const refused = app.tryIt.getByRole('alert').filter({ hasText: 'This file was not opened' });
  const asFile = (buffer: Uint8Array): FilePayload => ({
    name: 'model.zip',
    mimeType: 'application/zip',
    buffer: Buffer.from(buffer),
  });
  await test.step('broken zips are refused', async () => {
    await input.setInputFiles(asFile(Buffer.from('no zip at all')));
    await expect(refused).toContainText('This is not a zip file.');
    await input.setInputFiles(asFile(zip.subarray(0, zip.length / 2)));
    await expect(refused).toContainText(/damaged or cut short|not a zip/);
    const { 'weights.bin': _weights, ...others } = entries;
    await input.setInputFiles(asFile(zipSync(others, { level: 0 })));
    await expect(refused).toContainText('it has no weights.bin');
    const flipped = Buffer.from(zip);
    const middle = Math.floor(zip.length / 2);
    flipped.fill(255, middle, middle + 4_096);
    await input.setInputFiles(asFile(flipped));
    await expect(refused).toContainText('damaged');
    // The project's own model goes on.
    expect(await app.classify(drawn('disc', 401))).toBeTruthy();
  });

  await test.step('the sound one is opened, and answers as before', async () => {
    await app.upload('Discs', drawnSeries('left arrow', 4), 12);
    await app.trainModel();
    await input.setInputFiles(asFile(zip));
    await expect(app.tryIt.getByText('Answers by model.zip')).toBeVisible();
    await expect(refused).toHaveCount(0);
    for (const [index, file] of unseen.entries()) {
      expect(await app.classify(file)).toEqual(answers[index]);
    }
    await app.tryIt.getByRole('button', { name: 'Close model' }).click();
    await expect(app.tryIt.getByText('Answers by model.zip')).toHaveCount(0);
    await app.answer();
  });
});

function text(entries: Record<string, Uint8Array>, name: string): string {
  return strFromU8(entries[name] ?? new Uint8Array());
}

function payload(entries: Record<string, Uint8Array>, path: string): FilePayload {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return { name, mimeType: 'application/octet-stream', buffer: Buffer.from(entries[path] ?? []) };
}
