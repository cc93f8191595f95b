import { expect } from '@playwright/test';
import { AppPage } from '../support/app-page.ts';
import { launchOptions, test } from '../support/browser.ts';
import { drawn } from '../support/drawn-pictures.ts';
import { soundInAllLooks } from '../support/sound-in-all-looks.ts';
import { trainedApp } from '../support/trained-app.ts';

test.use(launchOptions(['--use-fake-device-for-media-stream']));

test('nothing serious on an empty project', async ({ page }) => {
  const app = new AppPage(page);
  await app.open();
  await expect(page.getByText('could not be fetched')).toBeVisible();
  await soundInAllLooks(page, 'empty, with the banner on the base network');
  await app.useStarter();
  await soundInAllLooks(page, 'empty');
});

test('nothing serious on a project at work', async ({ page, context }) => {
  await context.grantPermissions(['camera']);
  const app = await trainedApp(page, 6);
  await app.classify(drawn('disc', 90));
  await app.region('Discs').getByRole('option').first().click();
  await app.train.getByRole('button', { name: 'Advanced' }).click();
  await app.train.getByLabel('With a hidden layer').click();
  await soundInAllLooks(page, 'trained, an image selected, the advanced options open');

  await app.give('Discs', [
    { name: 'notes.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('no picture') },
  ]);
  await expect(page.getByRole('alert').filter({ hasText: 'not added' })).toBeVisible();
  await app.trainModel();
  await soundInAllLooks(page, 'an error, and the curve of a training');
  await page.getByRole('button', { name: 'Dismiss' }).click();

  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await expect(page.getByRole('dialog', { name: 'Settings' })).toBeVisible();
  await soundInAllLooks(page, 'the settings');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Settings' })).toHaveCount(0);
  await app.train.getByRole('button', { name: 'Download model' }).click();
  await expect(page.getByRole('dialog', { name: 'Download model' })).toBeVisible();
  await soundInAllLooks(page, 'the choice of formats');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Download model' })).toHaveCount(0);

  await app.region('Discs').getByRole('button', { name: 'Use webcam' }).click();
  await expect(page.getByRole('button', { name: 'Hold to record' })).toBeEnabled();
  await app.tryIt.getByText('Webcam', { exact: true }).click();
  await app.answer();
  await soundInAllLooks(page, 'the webcam in both places');
});
