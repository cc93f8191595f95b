import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { AppPage } from '../support/app-page.ts';
import { hasShared, launchOptions, test } from '../support/browser.ts';
import { drawn, drawnSeries } from '../support/drawn-pictures.ts';
import { photos } from '../support/photos.ts';

test.use(launchOptions(['--use-fake-device-for-media-stream=fps=30']));

const FOLDER = path.resolve(import.meta.dirname, '../../test-results/screens');
const SIZES = { desktop: { width: 1280, height: 900 }, phone: { width: 390, height: 844 } };

// Pictures for people to look at; what is asserted is that nothing sticks out sideways on a phone.
for (const colorScheme of ['light', 'dark'] as const) {
  for (const [device, viewport] of Object.entries(SIZES)) {
    test(`screens, ${device}, ${colorScheme}`, async ({ page, context }) => {
      await context.grantPermissions(['camera']);
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize(viewport);
      const take = (name: string, fullPage = true) =>
        screenshot(page, `${name}-${device}-${colorScheme}`, fullPage);
      const app = new AppPage(page);
      await app.open();
      await app.useStarter();
      await take('1-empty');

      const [cats, dogs] = pictures();
      await app.rename('Class 1', 'Cats');
      await app.rename('Class 2', 'Dogs');
      await app.upload('Cats', cats.slice(0, 20));
      await app.upload('Dogs', dogs.slice(0, 20));
      await take('2-filled');

      await app.train.getByRole('button', { name: 'Advanced' }).click();
      await app.train.getByLabel('With a hidden layer').click();
      await app.train.getByLabel('Epochs').fill('1000');
      await app.train.getByLabel('Epochs').press('Tab');
      await app.trainButton.click();
      await expect(app.train.getByText(/^Epoch \d/)).toBeVisible({ timeout: 60_000 });
      await take('3-training');
      await app.train.getByRole('button', { name: 'Cancel' }).click();
      await expect(app.train.getByText('Training cancelled')).toBeVisible();

      await app.train.getByLabel('Direct').click();
      await app.train.getByRole('button', { name: 'Advanced' }).click();
      await app.trainModel();
      await app.classify(dogs.at(-1) ?? '');
      await take('4-trained');
      await app.train.getByRole('button', { name: 'Open report' }).click();
      await expect(page.getByRole('heading', { name: 'Would more images help?' })).toBeVisible();
      await take('4-report', false);
      await page.keyboard.press('Escape');
      await expect(page.getByRole('dialog', { name: 'Report' })).toHaveCount(0);

      await app.give('Cats', [
        { name: 'notes.txt', mimeType: 'text/plain', buffer: Buffer.from('no picture') },
        { name: 'empty.jpg', mimeType: 'image/jpeg', buffer: Buffer.alloc(0) },
      ]);
      await expect(page.getByRole('alert').filter({ hasText: 'not added' })).toBeVisible();
      await take('5-error', false);
      await page.getByRole('button', { name: 'Dismiss' }).click();

      await app.region('Cats').getByRole('button', { name: 'Use webcam' }).click();
      await expect(page.getByRole('button', { name: 'Hold to record' })).toBeEnabled();
      await app.tryIt.getByText('Webcam', { exact: true }).click();
      await app.answer();
      await expect(app.tryIt.getByText(/frames a second/)).toBeVisible();
      await take('6-live');
    });
  }
}

async function screenshot(page: Page, name: string, fullPage: boolean): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect.soft(wide, `${name} sticks out sideways`).toBeLessThanOrEqual(0);
  await page.screenshot({ path: path.join(FOLDER, `${name}.png`), fullPage });
}

/** Twenty-one pictures of either class. */
function pictures() {
  if (!hasShared)
    return [drawnSeries('disc', 21), [...drawnSeries('stripes', 20), drawn('stripes', 60)]];
  return [photos('cats-dogs/cats').slice(0, 21), photos('cats-dogs/dogs').slice(0, 21)];
}
