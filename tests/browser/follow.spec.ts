import { expect, type Page } from '@playwright/test';
import type { AppPage } from '../support/app-page.ts';
import { launchOptions, test } from '../support/browser.ts';
import { drawn, drawnSeries } from '../support/drawn-pictures.ts';
import { filledApp } from '../support/trained-app.ts';

test.use(launchOptions());

const outdated = (app: AppPage) =>
  app.train.getByRole('status').filter({ hasText: 'Model out of date' });

/** How many pictures the model in use was trained on. */
async function trainedOn(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const open = indexedDB.open('show-and-tell-project');
        open.onerror = () => reject(open.error);
        open.onsuccess = () => {
          const database = open.result;
          const [store] = database.objectStoreNames;
          if (store === undefined) return resolve(0);
          const get = database.transaction(store).objectStore(store).get('model');
          get.onsuccess = () => {
            database.close();
            const counts: number[] = get.result?.samplesPerClass ?? [];
            resolve(counts.reduce((sum, count) => sum + count, 0));
          };
        };
      }),
  );
}

test('two classes of three images are a model, which follows every change', async ({ page }) => {
  const app = await filledApp(page, 2);
  await app.upload('Discs', [drawn('disc', 50)], 3);
  await expect(app.train.getByText('right on images')).toHaveCount(0);
  await app.upload('Stripes', [drawn('stripes', 50)], 3);
  await expect.poll(() => trainedOn(page)).toBe(6);
  expect(await app.winner(drawn('stripes', 60))).toBe('Stripes');

  await app.upload('Stripes', drawnSeries('left arrow', 2), 5);
  await expect.poll(() => trainedOn(page)).toBe(8);
  await expect(outdated(app)).toHaveCount(0);

  // What is deleted is out of it, and Undo takes it in again.
  await app.region('Stripes').getByRole('option').first().click();
  await page.keyboard.press('Delete');
  await app.expectCount('Stripes', 4);
  await expect.poll(() => trainedOn(page)).toBe(7);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect.poll(() => trainedOn(page)).toBe(8);

  await app.reload();
  expect(await trainedOn(page)).toBe(8);
  await expect(outdated(app)).toHaveCount(0);

  await app.trainByHand();
  await app.upload('Discs', [drawn('disc', 70)], 4);
  await expect(outdated(app)).toBeVisible();
  expect(await trainedOn(page)).toBe(8);
  await app.train.getByRole('switch', { name: 'Train automatically' }).check();
  await expect.poll(() => trainedOn(page)).toBe(9);
  await expect(outdated(app)).toHaveCount(0);
});

test('a larger model follows, too, and says that its figures are older', async ({ page }) => {
  test.slow();
  const app = await filledApp(page, 80);
  await app.trainModel();
  const older = app.train.getByText('has followed your images since');
  await expect(older).toHaveCount(0);
  const before = await app.classify(drawn('left arrow', 60));

  await app.upload('Stripes', drawnSeries('left arrow', 3), 83);
  await expect(older).toBeVisible();
  expect(await trainedOn(page)).toBe(163);
  await expect(outdated(app)).toHaveCount(0);
  // The picture on show is asked again, of the model as it is now.
  await expect
    .poll(async () => (await app.answer()).get('Stripes') ?? 0)
    .toBeGreaterThan(before.get('Stripes') ?? 0);

  await app.trainModel();
  await expect(older).toHaveCount(0);
});
