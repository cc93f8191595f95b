import { expect, type Locator } from '@playwright/test';
import { AppPage } from '../support/app-page.ts';
import { launchOptions, test } from '../support/browser.ts';
import { drawn, drawnSeries } from '../support/drawn-pictures.ts';
import { seriousFaults } from '../support/serious-faults.ts';
import { trainedApp } from '../support/trained-app.ts';

test.use(launchOptions(['--use-fake-device-for-media-stream=fps=30']));

const words = /^What speaks for “(Discs|Stripes)”: (mostly|spread out)/;

test('a picture shows why, when asked', async ({ page }) => {
  const app = await trainedApp(page);
  const heat = app.tryIt.locator('canvas');
  const showWhy = app.tryIt.getByRole('switch', { name: 'Show why' });
  await app.classify(drawn('disc', 60));
  await expect(showWhy).not.toBeChecked();
  await expect(heat).toHaveCount(0);

  const before = await app.answer();
  await showWhy.check({ force: true });
  await expect(heat).toBeVisible();
  await expect(app.tryIt.getByText(words)).toContainText('“Discs”');
  expect(await app.answer()).toEqual(before);
  await expectOver(heat, app.tryIt.getByRole('img', { name: 'disc-60.png' }));
  const first = await opacities(heat);
  expect(Math.max(...first)).toBeGreaterThan(100);

  // The next picture has a map of its own.
  await app.classify(drawn('stripes', 61));
  await expect(app.tryIt.getByText(words)).toContainText('“Stripes”');
  await expect(heat).toBeVisible();
  expect(await opacities(heat)).not.toEqual(first);
  expect(await seriousFaults(page)).toEqual([]);

  await showWhy.uncheck({ force: true });
  await expect(heat).toHaveCount(0);
  await expect(app.tryIt.getByText(words)).toHaveCount(0);
});

test('a model from a zip says nothing of why, and the own one does again', async ({ page }) => {
  const app = await trainedApp(page);
  const showWhy = app.tryIt.getByRole('switch', { name: 'Show why' });
  await app.classify(drawn('disc', 60));
  await showWhy.check({ force: true });
  await expect(app.tryIt.locator('canvas')).toBeVisible();
  await app.tryIt.getByLabel('Model file').setInputFiles(await app.downloadTfjs());
  await expect(app.tryIt.getByText('Answers by')).toBeVisible();
  await app.answer();
  await expect(showWhy).toHaveCount(0);
  await expect(app.tryIt.locator('canvas')).toHaveCount(0);
  await app.tryIt.getByRole('button', { name: 'Close model' }).click();
  await expect(app.tryIt.locator('canvas')).toBeVisible();
});

test('the live webcam shows why, frame by frame', async ({ page, context }) => {
  await context.grantPermissions(['camera']);
  const app = new AppPage(page);
  await app.open();
  await app.useStarter();
  await app.upload('Class 1', drawnSeries('disc', 6));
  await app.upload('Class 2', drawnSeries('stripes', 6));
  await app.trainModel();
  await app.tryIt.getByText('Webcam', { exact: true }).click();
  await app.answer();
  const heat = app.tryIt.locator('canvas');
  await expect(heat).toHaveCount(0);
  await app.tryIt.getByRole('switch', { name: 'Show why' }).check({ force: true });
  await expect(heat).toBeVisible();
  await expectOver(heat, app.tryIt.getByLabel('Camera picture'));
  await expect(
    app.tryIt.getByText(/^(What speaks for|It looks most like) “Class [12]”/),
  ).toBeVisible();
  // The fake camera's picture moves, and the map with it.
  const first = await opacities(heat);
  await expect.poll(() => opacities(heat)).not.toEqual(first);
});

/** The map's canvas covers the square picture. */
async function expectOver(heat: Locator, picture: Locator): Promise<void> {
  const [above, below] = [await heat.boundingBox(), await picture.boundingBox()];
  if (above === null || below === null) throw new Error('not on the screen');
  expect(Math.abs(above.width - above.height)).toBeLessThan(1);
  for (const side of ['x', 'y', 'width', 'height'] as const) {
    expect(Math.abs(above[side] - below[side])).toBeLessThan(1);
  }
}

/** The alpha of each pixel of a canvas. */
async function opacities(canvas: Locator): Promise<number[]> {
  return canvas.evaluate((element) => {
    if (!(element instanceof HTMLCanvasElement)) throw new Error('no canvas');
    const pixels = element.getContext('2d')?.getImageData(0, 0, element.width, element.height);
    return Array.from(pixels?.data ?? []).filter((_, at) => at % 4 === 3);
  });
}
