import { expect, type Page } from '@playwright/test';
import type { AppPage } from '../support/app-page.ts';
import { launchOptions, test } from '../support/browser.ts';
import { drawn, drawnSeries } from '../support/drawn-pictures.ts';
import { seriousFaults } from '../support/serious-faults.ts';
import { trainedApp } from '../support/trained-app.ts';

test.use(launchOptions());

async function openRuns(page: Page, app: AppPage) {
  await app.train.getByRole('button', { name: 'Open report' }).click();
  const report = page.getByRole('dialog', { name: 'Report' });
  await report.getByRole('tab', { name: 'Runs' }).click();
  const list = report.getByRole('list', { name: 'Runs' });
  await expect(list).toBeVisible();
  const run = (number: number) =>
    list.getByRole('listitem', { name: `Run ${number}`, exact: true });
  return { report, run, runs: list.getByRole('listitem', { name: /^Run/ }) };
}

async function closeReport(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog', { name: 'Report' })).toHaveCount(0);
}

test('two trainings are compared, and the first is gone back to for good', async ({ page }) => {
  test.slow();
  const app = await trainedApp(page, 12);
  await app.trainByHand();
  const unseen = drawn('disc', 300);
  const first = await app.classify(unseen);

  // Other options, and more images.
  await app.upload('Discs', drawnSeries('disc', 4, 50), 16);
  await app.train.getByRole('button', { name: 'Advanced' }).click();
  await app.train.getByLabel('With a hidden layer').click();
  await app.train.getByLabel('Epochs').fill('20');
  await app.train.getByLabel('Epochs').press('Tab');
  await app.trainModel();
  await app.classify(drawn('disc', 301));
  expect(await app.classify(unseen)).not.toEqual(first);

  const { report, run, runs } = await openRuns(page, app);
  await expect(runs).toHaveCount(2);
  await expect(run(1)).toContainText('Direct');
  await expect(run(1)).toContainText('Starter (built in) · 24 images in 2 classes');
  await expect(run(2)).toContainText('Hidden layer: 100 units, 20 epochs');
  await expect(run(2)).toContainText('28 images in 2 classes');
  await expect(run(2).getByText('In use')).toBeVisible();
  await expect(run(2).getByRole('button', { name: 'Delete Run 2' })).toBeDisabled();

  // The two newest are compared at once.
  const compared = report.getByRole('region', { name: 'Run 1 and Run 2' });
  await expect(compared).toContainText(/of 24 images/);
  await expect(compared).toContainText('Left out: 4 images judged in Run 2 only.');
  await expect(compared.getByRole('listitem').filter({ hasText: 'Head:' })).toContainText(
    'Direct → Hidden layer',
  );
  await expect(compared.getByText('4 images added.')).toBeVisible();
  const counts = compared.getByRole('table', { name: 'Images by who was right' });
  const shown = await counts.getByRole('cell').allTextContents();
  expect(shown.map(Number).reduce((sum, images) => sum + images, 0)).toBe(24);
  expect(await seriousFaults(page)).toEqual([]);
  await report.getByRole('checkbox', { name: 'Compare Run 1' }).uncheck();
  await expect(report.getByText('Tick two runs to compare them.')).toBeVisible();

  await run(1).getByRole('button', { name: 'Use this model' }).click();
  await expect(run(1).getByText('In use')).toBeVisible();
  await expect(run(2).getByText('In use')).toHaveCount(0);
  const outdated = report.getByRole('status').filter({ hasText: 'out of date' });
  await expect(outdated).toContainText('Images have been added');
  await expect(outdated).toContainText('To go back to run 2');
  await closeReport(page);
  await app.classify(drawn('disc', 302));
  expect(await app.classify(unseen)).toEqual(first);

  await app.reload();
  expect(await app.classify(unseen)).toEqual(first);
  const again = await openRuns(page, app);
  await expect(again.run(1).getByText('In use')).toBeVisible();
  await expect(again.runs).toHaveCount(2);
});

test('a run is pinned, deleted and brought back; all go with the project and come back with it', async ({
  page,
}) => {
  const app = await trainedApp(page);
  await app.trainModel();
  const { report, run, runs } = await openRuns(page, app);
  await expect(runs).toHaveCount(2);
  const pin = run(1).getByRole('button', { name: 'Pin Run 1' });
  await pin.click();
  await expect(pin).toHaveAttribute('aria-pressed', 'true');

  await run(1).getByRole('button', { name: 'Delete Run 1' }).click();
  await expect(runs).toHaveCount(1);
  const undo = report.getByRole('button', { name: 'Undo' });
  await expect(undo).toBeFocused();
  await undo.press('Enter');
  await expect(runs).toHaveCount(2);
  await expect(pin).toHaveAttribute('aria-pressed', 'true');
  await closeReport(page);

  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('button', { name: 'Delete all classes and images' }).click();
  await app.expectCount('Class 1', 0);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await app.expectCount('Discs', 8);
  const back = await openRuns(page, app);
  await expect(back.runs).toHaveCount(2);
});
