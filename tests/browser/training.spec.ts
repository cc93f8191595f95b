import { expect } from '@playwright/test';
import { AppPage } from '../support/app-page.ts';
import { launchOptions, test } from '../support/browser.ts';
import { drawn, drawnSeries } from '../support/drawn-pictures.ts';
import { trainedApp } from '../support/trained-app.ts';

test.use(launchOptions());

test('the example is drawn, trained and tried, and goes with one click', async ({ page }) => {
  const app = new AppPage(page);
  await app.open();
  await page.getByRole('button', { name: 'Try an example' }).click();
  await app.trained();
  for (const name of ['Circles', 'Triangles', 'Zigzags']) await app.expectCount(name, 12);
  const answer = await app.answer();
  expect([...answer.keys()]).toEqual(['Circles', 'Triangles', 'Zigzags']);
  expect(Math.max(...answer.values())).toBeGreaterThan(50);
  await page.getByRole('button', { name: 'Remove example' }).click();
  await app.expectCount('Class 1', 0);
  await app.expectCount('Class 2', 0);
  await expect(app.region('Circles')).toHaveCount(0);
  // Undo brings back just what was there, without the two blank classes.
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await app.expectCount('Circles', 12);
  await expect(app.region('Class 1')).toHaveCount(0);
});

test('a model that no longer fits the classes says so', async ({ page }) => {
  const app = await trainedApp(page);
  await app.trainByHand();
  const outdated = app.train.getByRole('status').filter({ hasText: 'Model out of date' });
  await app.classify(drawn('disc', 60));
  await expect(outdated).toHaveCount(0);

  // A name is only a name: it shows at once, and the model stays right.
  await app.rename('Discs', 'Plates');
  await expect(app.tryIt.getByRole('meter', { name: 'Plates' })).toBeVisible();
  await expect(outdated).toHaveCount(0);

  await app.region('Stripes').getByRole('button', { name: 'Class menu' }).click();
  await page.getByRole('menuitem', { name: 'Leave out of training' }).click();
  await expect(outdated).toContainText('“Stripes” has been switched off');
  await app.region('Stripes').getByRole('button', { name: 'Class menu' }).click();
  await page.getByRole('menuitem', { name: 'Use in training again' }).click();
  await expect(outdated).toHaveCount(0);

  // The order on the screen is not the order of the outputs.
  const before = await app.classify(drawn('disc', 61));
  await app.region('Stripes').getByRole('button', { name: 'Class menu' }).click();
  await page.getByRole('menuitem', { name: 'Move up' }).click();
  await app.classify(drawn('disc', 62));
  expect(Object.fromEntries(await app.classify(drawn('disc', 61)))).toEqual(
    Object.fromEntries(before),
  );

  await app.upload('Plates', drawnSeries('left arrow', 2), 10);
  await expect(outdated).toContainText('Images have been added');
  await app.trainModel();
  await expect(outdated).toHaveCount(0);
});

test('cancelling a training leaves the model as it was', async ({ page }) => {
  // The hidden layer takes its time on a busy machine, and nothing here is about time.
  test.slow();
  const app = await trainedApp(page);
  await app.trainByHand();
  const before = await app.classify(drawn('stripes', 60));
  await app.upload('Discs', drawnSeries('right arrow', 8), 16);
  await app.train.getByRole('button', { name: 'Advanced' }).click();
  await app.train.getByLabel('With a hidden layer').click();
  await app.train.getByLabel('Epochs').fill('1000');
  await app.train.getByLabel('Epochs').press('Tab');
  await app.trainButton.click();
  await expect(app.train.getByText(/^Epoch \d/)).toBeVisible();
  // Meanwhile the model at hand goes on answering.
  await app.classify(drawn('disc', 63));
  await expect(app.train.getByRole('progressbar', { name: 'Training' })).toBeVisible();
  await app.train.getByRole('button', { name: 'Cancel' }).click();
  await expect(app.train.getByText(/^Training cancelled/)).toBeVisible();
  expect(await app.classify(drawn('stripes', 60))).toEqual(before);
});
