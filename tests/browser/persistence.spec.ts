import { expect } from '@playwright/test';
import { launchOptions, test } from '../support/browser.ts';
import { drawn } from '../support/drawn-pictures.ts';
import { countWorkerCalls } from '../support/engine-calls.ts';
import { filledApp } from '../support/trained-app.ts';

test.use(launchOptions());

test('a reload finds everything again, and computes no embedding anew', async ({ page }) => {
  const calls = await countWorkerCalls(page);
  const app = await filledApp(page, 32);
  await page.getByRole('button', { name: 'Add class' }).click();
  await app.rename('Class 3', 'Later');
  await app.trainModel();
  await app.train.getByRole('button', { name: 'Advanced' }).click();
  await app.train.getByLabel('With a hidden layer').click();
  await app.train.getByLabel('Units').fill('48');
  await app.train.getByLabel('Units').press('Tab');
  const unseen = [drawn('disc', 300), drawn('stripes', 300)];
  const before = [];
  for (const file of unseen) before.push(await app.classify(file));
  expect(await calls('embed')).toBeGreaterThanOrEqual(8);

  await app.reload();
  await app.expectCount('Discs', 32);
  await app.expectCount('Stripes', 32);
  await app.expectCount('Later', 0);
  await expect(page.getByLabel('Base network', { exact: true })).toHaveValue('starter');
  await expect(app.region('Discs').getByRole('option', { name: /^disc-31\.png/ })).toBeVisible();
  await app.inUse('Starter (built in)');
  const after = [];
  for (const file of unseen) after.push(await app.classify(file));
  expect(after).toEqual(before);

  await app.train.getByRole('button', { name: 'Advanced' }).click();
  await expect(app.train.getByLabel('Units')).toHaveValue('48');
  await app.train.getByLabel('Direct').click();
  await app.trainModel();
  expect(await calls('train')).toBe(1);
  expect(await calls('predict')).toBeGreaterThanOrEqual(2);
  expect(await calls('embed')).toBe(0);
});
