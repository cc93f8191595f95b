import { expect, type Locator, type Page } from '@playwright/test';
import { AppPage } from '../support/app-page.ts';
import { launchOptions, test } from '../support/browser.ts';
import { drawnSeries } from '../support/drawn-pictures.ts';
import { writeLargeProject } from '../support/large-project.ts';

test.use(launchOptions());

const CLASSES = 20;
const PER_CLASS = 100;
/** Six or seven in a row, four rows in view and some above and below: of each list near the window. */
const MOST_THUMBNAILS = 60;

async function openLarge(page: Page): Promise<AppPage> {
  const app = new AppPage(page);
  await app.open();
  await writeLargeProject(page, CLASSES * PER_CLASS, CLASSES);
  await countObjectUrls(page);
  await app.reload();
  await app.expectCount(`Class ${CLASSES}`, PER_CLASS);
  return app;
}

/** Makes `window.objectUrls` the number of object URLs that were made and not yet revoked. */
async function countObjectUrls(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const open = new Set<string>();
    Object.defineProperty(window, 'objectUrls', { get: () => open.size });
    const { createObjectURL, revokeObjectURL } = URL;
    URL.createObjectURL = (source) => {
      const url = createObjectURL(source);
      open.add(url);
      return url;
    };
    URL.revokeObjectURL = (url) => {
      open.delete(url);
      revokeObjectURL(url);
    };
  });
}

const listOf = (app: AppPage, name: string) => app.region(name).getByRole('listbox');
const pictures = (list: Locator) => list.locator('img');

test('of two thousand images only those near the window are drawn', async ({ page }) => {
  const app = await openLarge(page);
  const options = page.getByRole('listbox').getByRole('option');
  await expect(page.getByRole('listbox')).toHaveCount(CLASSES);
  await expect.poll(() => pictures(listOf(app, 'Class 1')).count()).toBeGreaterThan(10);
  expect(await options.count()).toBeLessThan(CLASSES + 6 * MOST_THUMBNAILS);
  // Far away one option stands for all, and says how many there are.
  const far = listOf(app, `Class ${CLASSES}`);
  await expect(far.getByRole('option')).toHaveCount(1);
  await expect(far.getByRole('option')).toHaveAttribute('aria-setsize', `${PER_CLASS}`);
  await expect(pictures(far)).toHaveCount(0);

  await far.scrollIntoViewIfNeeded();
  await expect.poll(() => pictures(far).count()).toBeGreaterThan(10);
  await expect(pictures(listOf(app, 'Class 1'))).toHaveCount(1);
  expect(await options.count()).toBeLessThan(CLASSES + 6 * MOST_THUMBNAILS);
  expect(await page.evaluate('window.objectUrls')).toBeLessThan(10);
});

test('a thumbnail is made once, small, and is there at the next start', async ({ page }) => {
  const app = await openLarge(page);
  const first = pictures(listOf(app, 'Class 1')).first();
  await expect(first).toBeVisible();
  await expect
    .poll(() => first.evaluate((image: HTMLImageElement) => image.naturalWidth))
    .toBe(144);
  const stored = () =>
    page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const opening = indexedDB.open('show-and-tell-thumbnails');
          opening.onsuccess = () => {
            const counting = opening.result.transaction('bytes').objectStore('bytes').count();
            counting.onsuccess = () => {
              opening.result.close();
              resolve(counting.result);
            };
          };
        }),
    );
  await expect.poll(stored).toBeGreaterThan(20);
  // Lost pictures are shown as such, unless there is a thumbnail: so this one was not made anew.
  await page.evaluate(() => indexedDB.deleteDatabase('show-and-tell-pictures'));
  await app.reload();
  await expect(first).toBeVisible();
});

test('the keyboard goes to any image of a list far below, and keeps its place', async ({
  page,
}) => {
  const app = await openLarge(page);
  const name = `Class ${CLASSES}`;
  const list = listOf(app, name);
  await app.region(name).getByRole('button', { name: 'Use webcam' }).focus();
  await page.keyboard.press('Tab');
  const focused = list.locator(':focus');
  await expect(focused).toHaveAttribute('aria-posinset', '1');
  await expect.poll(() => list.getByRole('option').count()).toBeGreaterThan(10);
  await page.keyboard.press('End');
  await expect(focused).toHaveAttribute('aria-posinset', `${PER_CLASS}`);
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Delete');
  await app.expectCount(name, PER_CLASS - 1);
  await expect(focused).toHaveAttribute('aria-setsize', `${PER_CLASS - 1}`);
  await page.keyboard.press('Home');
  await expect(focused).toHaveAttribute('aria-posinset', '1');
});

test('files dropped onto a large project are counted one by one, and Cancel keeps the saved ones', async ({
  page,
}) => {
  const app = await openLarge(page);
  const files = drawnSeries('stripes', 60);
  await app.upload('Class 2', files, PER_CLASS + files.length);
  await app.expectCount('Class 1', PER_CLASS);

  const many = Array.from({ length: 5 }, () => files).flat();
  await app.give('Class 3', many);
  const region = app.region('Class 3');
  const progress = region.getByRole('progressbar', { name: 'Adding images to Class 3' });
  await expect(progress).toBeVisible();
  await region.getByRole('button', { name: 'Cancel' }).click();
  await expect(progress).toHaveCount(0);
  const kept = await app.count('Class 3');
  expect(kept).toBeLessThan(PER_CLASS + many.length);
  await app.reload();
  await app.expectCount('Class 3', kept);
});
