import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Locator, type Page, type TestInfo } from '@playwright/test';
import { AppPage } from '../support/app-page.ts';
import { hasShared, launchOptions, test } from '../support/browser.ts';
import { drawnSeries, type FilePayload } from '../support/drawn-pictures.ts';
import { photos } from '../support/photos.ts';
import { filledApp } from '../support/trained-app.ts';

test.use(launchOptions());

test('marked images are never trained on, and reported apart', async ({ page }) => {
  const app = await filledApp(page, 8);
  await app.trainByHand();
  const discs = app.region('Discs');
  await select(discs, 3);
  await discs.getByRole('button', { name: 'Use for testing only' }).click();
  await expectTests(app, 'Discs', 3);
  await app.expectCount('Discs', 8);

  // Nothing is selected any more, and the keyboard is among the images.
  await expect(discs.getByText(/selected$/)).toHaveCount(0);
  await expect(discs.getByRole('option').nth(2)).toBeFocused();
  await select(discs, 3);
  await discs.getByRole('button', { name: 'Use for training again' }).click();
  await expectTests(app, 'Discs', 0);
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expectTests(app, 'Discs', 3);

  await select(app.region('Stripes'), 2);
  await app.region('Stripes').getByRole('button', { name: 'Use for testing only' }).click();
  await expectTests(app, 'Stripes', 2);
  await app.trainModel();
  await expect(app.train).toContainText(/right on images it had not seen \(\d+ of 11\)/);
  await expect(app.train).toContainText(/On your 5 test images: \d+\s%\sright \(\d of 5; /);

  await app.reload();
  await expectTests(app, 'Discs', 3);
  await expectTests(app, 'Stripes', 2);
  await expect(app.train).toContainText('On your 5 test images');
  const outdated = app.train.getByRole('status').filter({ hasText: 'Model out of date' });
  await expect(outdated).toHaveCount(0);

  // The newest stand first, so these are the ones marked.
  await select(discs, 1);
  await discs.getByRole('button', { name: 'Use for training again' }).click();
  await expect(outdated).toContainText('put to another use');
  await app.trainModel();
  await expect(app.train).toContainText(/\(\d+ of 12\)/);
  await expect(app.train).toContainText('On your 4 test images');
});

test('files and folders come in as test images', async ({ page }, testInfo) => {
  const app = await filledApp(page, 6);
  const names = ['Discs', 'Stripes'];
  await choose(app, 'Discs', 'Add test images…', drawnSeries('disc', 2, 100));
  await expectTests(app, 'Discs', 2);
  await app.expectCount('Discs', 8);

  const flat = await folder(testInfo, { 'more discs': drawnSeries('disc', 3, 200) });
  await choose(app, 'Discs', 'Add a folder of test images…', path.join(flat, 'more discs'));
  await expectTests(app, 'Discs', 5);

  // A folder of folders goes to the classes of their names, whichever class it was given to.
  const nested = await folder(testInfo, {
    'exam/Discs': drawnSeries('disc', 1, 300),
    'exam/Stripes': drawnSeries('stripes', 4, 300),
  });
  await choose(app, 'Stripes', 'Add a folder of test images…', path.join(nested, 'exam'));
  await expectTests(app, 'Discs', 6);
  await expectTests(app, 'Stripes', 4);
  expect(await Promise.all(names.map((name) => app.count(name)))).toEqual([12, 10]);

  await app.trainModel();
  await expect(app.train).toContainText(/\(\d+ of 12\)/);
  await expect(app.train).toContainText('On your 10 test images');
});

test('a class of test images only has nothing to learn from', async ({ page }) => {
  const app = new AppPage(page);
  await app.open();
  await app.useStarter();
  await app.upload('Class 1', drawnSeries('disc', 3));
  // More than the crops that may wait for a mirror image, of which these get none.
  await choose(app, 'Class 2', 'Add test images…', drawnSeries('stripes', 140));
  await app.expectCount('Class 2', 140);
  await expect(app.train).toContainText('“Class 2” has images for testing only.');
  await expect(app.trainButton).toHaveAttribute('aria-disabled', 'true');
});

for (const width of [1280, 390]) {
  test(`the marks, ${width} pixels wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 844 });
    await page.emulateMedia({ reducedMotion: 'reduce' });
    const app = new AppPage(page);
    await app.open();
    await app.useStarter();
    await app.rename('Class 1', 'Cats');
    await app.rename('Class 2', 'Dogs');
    const [cats, dogs] = hasShared
      ? [photos('cats-dogs/cats').slice(0, 24), photos('cats-dogs/dogs').slice(0, 24)]
      : [drawnSeries('disc', 24), drawnSeries('stripes', 24)];
    await app.upload('Cats', cats);
    await app.upload('Dogs', dogs);
    for (const name of ['Cats', 'Dogs']) {
      await select(app.region(name), 5);
      await app.region(name).getByRole('button', { name: 'Use for testing only' }).click();
      await expectTests(app, name, 5);
    }
    await app.trainModel();
    await page.getByRole('button', { name: 'Dismiss' }).click();
    await shot(page, `test-set-${width}`);
    await app.region('Dogs').getByRole('button', { name: 'Class menu' }).click();
    await expect(page.getByRole('menuitem', { name: 'Add test images…' })).toBeVisible();
    await shot(page, `test-set-menu-${width}`);
  });
}

/** Selects the first images of a class. */
async function select(region: Locator, count: number): Promise<void> {
  for (let index = 0; index < count; index++) await region.getByRole('option').nth(index).click();
  await expect(region.getByText(`${count} selected`)).toBeVisible();
}

async function expectTests(app: AppPage, className: string, count: number): Promise<void> {
  const region = app.region(className);
  await expect(region.getByRole('option', { name: /, test only$/ })).toHaveCount(count);
  await expect(region.getByText(/for testing\)$/)).toHaveText(
    count === 0 ? [] : [`(${count} for testing)`],
  );
}

/** Gives files, or the path of a folder, to an item of a class's menu. */
async function choose(
  app: AppPage,
  className: string,
  item: string,
  files: FilePayload[] | string,
) {
  await app.region(className).getByRole('button', { name: 'Class menu' }).click();
  const [chooser] = await Promise.all([
    app.page.waitForEvent('filechooser'),
    app.page.getByRole('menuitem', { name: item }).click(),
  ]);
  await chooser.setFiles(files);
}

/** Writes files into folders; answers what these lie in. */
async function folder(testInfo: TestInfo, content: Record<string, FilePayload[]>): Promise<string> {
  const root = testInfo.outputPath('folders');
  for (const [name, files] of Object.entries(content)) {
    await mkdir(path.join(root, name), { recursive: true });
    for (const file of files) await writeFile(path.join(root, name, file.name), file.buffer);
  }
  return root;
}

async function shot(page: Page, name: string): Promise<void> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect.soft(wide, `${name} sticks out sideways`).toBeLessThanOrEqual(0);
  await page.evaluate(() => window.scrollTo(0, 0));
  const file = path.resolve(import.meta.dirname, `../../test-results/screens/${name}.png`);
  await page.screenshot({ path: file, fullPage: true });
}
